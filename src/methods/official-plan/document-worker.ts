// The thread in which a document is taken apart and read, away from the server's own: started and watched by read-document.ts.
// It ends with one message, or is ended when it takes too much.
import { parentPort, workerData } from 'node:worker_threads'
import { extractText } from './extract-text.ts'
import type { DocumentAsked, DocumentRead } from './read-document.ts'
import { readPlan } from './read-plan.ts'

const { bytes, name, text, counties } = workerData as DocumentAsked

async function answer(): Promise<DocumentRead> {
  if (text !== undefined) return { ok: true, text, plan: readPlan(text, { counties }) }
  const extracted = await extractText(bytes ?? new Uint8Array(), name)
  return extracted.ok ? { ok: true, text: extracted.text, plan: readPlan(extracted.text, { counties }) } : extracted
}

parentPort?.postMessage(await answer())
