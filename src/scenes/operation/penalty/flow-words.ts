// What the flows of a case share: the law they stand on, when they warn, who oversees, who the officers are.
import { person, refs, workdays } from '#declare'
import type { lead } from './records.ts'

/** Any record: every row has the organ it belongs to. */
type Organised = { readonly name: string }

export const law = '《中华人民共和国行政处罚法》（2021年修订，2021年7月15日施行）'
export const marks = { remind: workdays(5), yellow: workdays(3), red: workdays(1) }
export const headOf = (of: Organised) => refs(of as unknown as typeof lead).organ.holds('head')
export const oversight = (of: Organised) =>
  ({
    by: headOf(of),
    acts: ['urge', 'supervise', 'extend', 'suspend', 'resume', 'void', 'reopen', 'copy'],
    reply: { within: workdays(3), role: 'head' },
    extensions: { most: 2 },
  }) as const
export const officers = {
  officer: person({ label: '主办执法人员', required: true }),
  second: person({ label: '协办执法人员', required: true }),
}
