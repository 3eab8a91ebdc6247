// After a fault: what was lost is sent again under its key, and an oracle looks at every row, event and ledger entry.
import { setTimeout as sleep } from 'node:timers/promises'
import type { City } from '#declare'
import { openSigner } from '../capabilities/ledger/signer.ts'
import { openKeyRing } from '../capabilities/store/key-ring.ts'
import { loadScenes } from '../server/load-scenes.ts'
import { keyFile, makePlatform, signerFile } from '../server/platform.ts'
import { faultsOf, type Remembered } from './oracle.ts'
import { type Restless, rememberedOf, send } from './restless.ts'

/** The platform in this process, on the database the killed ones served. */
export async function judge(
  of: { readonly city: City; readonly url: string; readonly data: string },
  remembered: readonly Remembered[],
): Promise<string[]> {
  const platform = await makePlatform({
    city: of.city,
    scenes: await loadScenes(),
    url: of.url,
    connections: 2,
    data: of.data,
    keyRing: openKeyRing(keyFile(of.data)),
    signer: await openSigner(signerFile(of.data)),
  })
  return faultsOf(platform, remembered).finally(() => platform.close())
}

/** The same key once more: whatever became of the first time, afterwards it has happened once or been refused. */
export async function settleLost(run: Restless): Promise<Remembered[]> {
  const settled: Remembered[] = []
  const left = [...run.lost]
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let one = left.pop(); one; one = left.pop()) {
        const { task, wish, key } = one
        // A 503 asks to come again, which is what a client does.
        const limit = Date.now() + 30_000
        let answer = await send(task, wish, key)
        while ((answer === undefined || answer === 'nobody' || answer.status === 503) && Date.now() < limit) {
          await sleep(200)
          answer = await send(task, wish, key)
        }
        if (answer === undefined || answer === 'nobody' || answer.status >= 500)
          throw new Error(`A repeated act got no answer: ${wish.act} ${JSON.stringify(answer)}`)
        settled.push(rememberedOf(task, wish, key, answer))
      }
    }),
  )
  const again = new Set(settled.map(one => one.key))
  return [...run.remembered.filter(one => !again.has(one.key)), ...settled]
}
