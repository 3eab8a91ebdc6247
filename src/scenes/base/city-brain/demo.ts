// The demo city's warnings are raised and handled in the stories of the scenes that watch; here, what still lies open is looked at.
import { type Actor, type Story, workdays } from '#declare'
import { warning } from './records.ts'

export async function demo(story: Story): Promise<void> {
  await story.until(story.ends)
  const officer = story.as('supervisor', { line: 'supervision' })
  for (const waiting of await officer.inbox())
    if (waiting.record === warning.name && waiting.state === 'reviewing') await review(officer, waiting.id)
  await story.pass(workdays(1))
}

async function review(officer: Actor, id: string): Promise<void> {
  await officer.do(warning, id, 'accept')
}
