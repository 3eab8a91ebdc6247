import { date } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: date({ label: '完成时限' }),
  good: [
    { input: '2026-01-02', stored: '2026-01-02', shown: '2026-01-02' },
    { input: '2026年1月2日', stored: '2026-01-02', shown: '2026-01-02' },
    { input: '２０２６／１／２', stored: '2026-01-02', shown: '2026-01-02' },
    { input: '2026.12.31', stored: '2026-12-31', shown: '2026-12-31' },
    { input: 20260102, stored: '2026-01-02', shown: '2026-01-02' },
    { input: '2024-02-29', stored: '2024-02-29', shown: '2024-02-29' },
    { input: '2000-02-29', stored: '2000-02-29', shown: '2000-02-29' },
    { input: '2026-01-02 00:00:00', stored: '2026-01-02', shown: '2026-01-02' },
    { input: new Date('2026-01-02T00:00:00Z'), stored: '2026-01-02', shown: '2026-01-02' },
    { input: '2026-01-01T16:00:00.001Z', stored: '2026-01-02', shown: '2026-01-02' },
    { input: 46_024, stored: '2026-01-02', shown: '2026-01-02' },
  ],
  bad: [
    { input: '2026-02-29', says: '请填写日期' },
    { input: '1900-02-29', says: '请填写日期' },
    { input: '2026-13-01', says: '请填写日期' },
    { input: '2026-01/02', says: '请填写日期' },
    { input: '明天', says: '例如 2026-01-02' },
    { input: 12, says: '请填写日期' },
    { input: new Date(Number.NaN), says: '请填写日期' },
  ],
  masked: [{ stored: '1990-01-02', seen: '1990-**-**' }],
  filterCases: [
    { op: 'is', value: '2026-01-02', holds: ['2026-01-02'], fails: ['2026-01-03'] },
    { op: 'is-not', value: '2026-01-02', holds: ['2026-01-03'], fails: ['2026-01-02'] },
    { op: 'in', value: ['2026-01-02'], holds: ['2026-01-02'], fails: ['2026-01-03'] },
    { op: 'not-in', value: ['2026-01-02'], holds: ['2026-01-03'], fails: ['2026-01-02'] },
    { op: 'at-most', value: '2026-01-02', holds: ['2026-01-02', '2025-12-31'], fails: ['2026-01-03'] },
    { op: 'at-least', value: { context: 'today' }, holds: ['2026-03-02'], fails: ['2026-03-01'] },
    { op: 'below', value: { context: 'today' }, holds: ['2026-03-01'], fails: ['2026-03-02'] },
    { op: 'above', value: { context: 'now' }, holds: ['2026-03-03'], fails: ['2026-03-02'] },
  ],
}
