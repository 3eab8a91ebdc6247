// Whoever handed a suspected offence over is told what became of it: registered, filed or not, decided.
import { type Also, type CityPort, refs, type StoredRow, suspectedOffence } from '#declare'
import { textOf } from './law.ts'
import { lead } from './records.ts'

type Answer = { readonly stage: string; readonly number?: string; readonly outcome?: string }

/** Does nothing for what came to light here. */
export async function answerOrigin(city: CityPort, origin: string, answer: Answer): Promise<void> {
  if (origin !== '') await city.answer(suspectedOffence, origin, answer)
}

export const answerNotFiled: Also = (city, row) =>
  answerOrigin(city, textOf(row, 'origin'), { stage: '不予立案', outcome: '经核查，决定不予立案' })

/** `row` is the case. */
export async function answerDecided(city: CityPort, row: StoredRow, outcome: string): Promise<void> {
  const [from] = await city.find(lead, refs(lead).id.is(textOf(row, 'lead')), 1)
  if (from) await answerOrigin(city, textOf(from, 'origin'), { stage: '已作出决定', outcome })
}
