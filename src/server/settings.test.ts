import { describe, expect, it } from 'vitest'
import { isDemo, readSettings, settings } from './settings.ts'

describe('settings', () => {
  it('has a usable default for each', () => {
    const all = readSettings({})
    expect(all.PORT).toBe(7300)
    expect(isDemo(all)).toBe(true)
    for (const one of Object.values(settings)) expect(one.says.length).toBeGreaterThan(3)
  })

  it('names every wrong setting at once, with what would be right, and never shows a secret', () => {
    const wrong = () => readSettings({ PORT: 'seven', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://u:secret@h/d' })
    expect(wrong).toThrow(/PORT 的值“seven”不对：应为1 到 65535 之间的整数/)
    expect(wrong).toThrow(/LOG_LEVEL/)
    expect(wrong).toThrow(/DATABASE_URL 的值“\*\*\*”/)
    expect(wrong).not.toThrow(/secret/)
  })

  it('refuses settings that do not go together', () => {
    expect(() => readSettings({ OIDC_ISSUER: 'https://id.example.cn' })).toThrow(/OIDC_CLIENT_ID/)
    expect(() => readSettings({ S3_ENDPOINT: 'http://s3' })).toThrow(/S3_BUCKET/)
    expect(() => readSettings({ SHUZHI_CLOCK: '2026-03-02T09:00:00+08:00', SHUZHI_DEMO: 'off' })).toThrow(/SHUZHI_CLOCK/)
  })

  it('is no demo on a database of one’s own, unless asked for', () => {
    expect(isDemo(readSettings({ DATABASE_URL: 'postgres://u@h/d' }))).toBe(false)
    expect(isDemo(readSettings({ DATABASE_URL: 'postgres://u@h/d', SHUZHI_DEMO: 'on' }))).toBe(true)
  })
})
