// The shape an official plan is read into. Every passage is a pair of UTF-16 offsets [start, end) in the text
// that was read, so that a person can always be shown the words a fact was taken from.

export type Passage = [start: number, end: number]

/** `~` is 左右; a bare figure without 以上, 达到 and the like is `=`. */
export type Comparator = '>=' | '<=' | '=' | '>' | '<' | '~'

/**
 * A numeric goal. Scale words are multiplied into the value and the unit is left bare (“2万个” is 20000 个, “100亿条” is
 * 10000000000 条); a percentage stays a percentage (“95%” is 95 %). A change keeps its word in the indicator
 * (“能耗降低3%” is 能耗降低 = 3 %). Full coverage is a rate of 100 %. `term` is the last day of the term, ISO.
 */
export type Goal = {
  indicator: string
  comparator: Comparator
  value: number
  unit: string
  term: string | null
  passage: Passage
  text: string
}

/** How the lead is known: written (牵头), by a note such as 列第一位者为牵头单位, or only because it is listed first. */
export type LeadBy = 'stated' | 'note' | 'convention'

export type UnitMention = { name: string; role: 'lead' | 'joint'; passage: Passage }

/** One group of responsible units and the sentences it answers for. */
export type TaskPart = { passage: Passage; lead: string; joint: string[]; leadBy: LeadBy | null }

export type PlanTask = {
  path: string[]
  number: string
  title: string
  body: string
  lead: string
  joint: string[]
  leadBy: LeadBy | null
  goals: Goal[]
  due: string[]
  /** Terms that are no date: 每年, 长期坚持, 持续推进. */
  standing: string[]
  passage: Passage
  parts: TaskPart[]
  unitMentions: UnitMention[]
  /** Collective units as written, also those expanded to counties: 各区、县（市）政府, 市政府有关部门. */
  collective: string[]
}

export type PlanChapter = { number: string; title: string; heading: string; passage: Passage; chapters: PlanChapter[] }

export type PlanNote = { message: string; passage: Passage }

export type Plan = {
  title: string
  issuer: string
  number: string | null
  date: string | null
  tasks: PlanTask[]
  chapters: PlanChapter[]
  goals: Goal[]
  notes: PlanNote[]
}
