import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
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
    expect(isDemo(readSettings({ DATABASE_URL: 'postgres://u@localhost/d' }))).toBe(false)
    expect(isDemo(readSettings({ DATABASE_URL: 'postgres://u@h/d', SHUZHI_DEMO: 'on' }))).toBe(true)
  })

  it('in earnest nothing goes over a network in the clear, unless the operator says so', () => {
    const earnest = {
      SHUZHI_DEMO: 'off',
      DATABASE_URL: 'postgres://u@db.example.cn/d?sslmode=verify-full',
      PUBLIC_URL: 'https://city.example.cn',
    }
    expect(() => readSettings(earnest)).not.toThrow()
    const plain: readonly Record<string, string>[] = [
      { DATABASE_URL: 'postgres://u@db.example.cn/d' },
      { DATABASE_URL: 'postgres://u@db.example.cn/d?sslmode=no-verify' },
      { DATABASE_APP_URL: 'postgres://u@10.0.0.5/d?sslmode=prefer' },
      { SMS_GATEWAY: 'http://sms.example.cn/send' },
      { OIDC_ISSUER: 'http://id.example.cn', OIDC_CLIENT_ID: 'x' },
      { S3_ENDPOINT: 'http://s3.example.cn', S3_BUCKET: 'b', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 's' },
      { PUBLIC_URL: 'http://city.example.cn' },
      { PUBLIC_URL: '', HOST: '0.0.0.0' },
    ]
    for (const one of plain) {
      expect(() => readSettings({ ...earnest, ...one }), JSON.stringify(one)).toThrow(/PLAIN_CONNECTIONS/)
      expect(() => readSettings({ ...earnest, ...one, PLAIN_CONNECTIONS: 'on' })).not.toThrow()
      expect(() => readSettings({ ...earnest, ...one, SHUZHI_DEMO: 'on' })).not.toThrow()
    }
    expect(() => readSettings({ ...earnest, PUBLIC_URL: '', SMS_GATEWAY: 'http://127.0.0.1:9/' })).not.toThrow()
    expect(() => readSettings({ ...earnest, DATABASE_URL: 'postgres:///d?host=/var/run/postgresql' })).not.toThrow()
  })

  it('a secret may lie in a file, and one that is not there is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'shuzhi-secret-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const path = join(folder, 'sms')
    writeFileSync(path, 'from the vault\n')
    expect(readSettings({ SMS_SECRET_FILE: path }).SMS_SECRET).toBe('from the vault')
    expect(readSettings({ SMS_SECRET: 'given', SMS_SECRET_FILE: path }).SMS_SECRET).toBe('given')
    expect(() => readSettings({ SMS_SECRET_FILE: join(folder, 'none') })).toThrow(/SMS_SECRET_FILE/)
  })

  it('a portal of its own host has a host of its own', () => {
    expect(() => readSettings({ PORTAL_URL: 'https://p.example.cn' })).toThrow(/PUBLIC_URL/)
    expect(() => readSettings({ PORTAL_URL: 'https://c.example.cn/x', PUBLIC_URL: 'https://c.example.cn' })).toThrow(/域名须不同/)
    expect(() => readSettings({ PORTAL_URL: 'https://p.example.cn', PUBLIC_URL: 'https://c.example.cn' })).not.toThrow()
  })

  it('without passwords there must be another way in', () => {
    expect(() => readSettings({ PASSWORD_LOGIN: 'off' })).toThrow(/OIDC_ISSUER/)
    expect(readSettings({ PASSWORD_LOGIN: 'off', OIDC_ISSUER: 'https://id.example.cn', OIDC_CLIENT_ID: 'x' }).PASSWORD_LOGIN).toBe(false)
  })
})
