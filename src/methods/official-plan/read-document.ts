// Reads a file or a pasted text in a thread of its own, within limits of time and memory, so that a file made to do harm (a bomb,
// a loop, a document without end) costs whoever sent it an answer in words, and the server nothing.
import { Worker } from 'node:worker_threads'
import type { Plan } from './plan-shape.ts'

/** Either the bytes of a file with its name, or a text. `counties` as in `readPlan`. */
export type DocumentAsked = {
  readonly name: string
  readonly bytes?: Uint8Array
  readonly text?: string
  readonly counties: readonly string[]
}
/** The text and what was read from it; or one sentence for the person who gave it. */
export type DocumentRead = { ok: true; text: string; plan: Plan } | { ok: false; message: string }
/** `megabytes` beyond what the process held before, the thread's heap and its buffers together. */
export type DocumentLimits = { readonly seconds: number; readonly megabytes: number }

/** A plan of a million characters takes a tenth of either. */
const usual: DocumentLimits = { seconds: 60, megabytes: 768 }
const mostWaiting = 20
const script = new URL('./document-worker.ts', import.meta.url)

// One after the other: what memory grows by is then the one document's, and a crowd of them takes no more than one.
let last: Promise<unknown> = Promise.resolve()
let waiting = 0

/** Reads a document; never throws for what is in it. */
export async function readDocument(asked: DocumentAsked, limits: DocumentLimits = usual): Promise<DocumentRead> {
  if (waiting >= mostWaiting) return { ok: false, message: '正在读取的文件较多，请过一分钟再试。' }
  waiting++
  const turn = last.then(() => run(asked, limits))
  last = turn.catch(() => undefined)
  return turn.finally(() => {
    waiting--
  })
}

function run(asked: DocumentAsked, limits: DocumentLimits): Promise<DocumentRead> {
  const shown = asked.text === undefined ? `文件“${asked.name}”` : '粘贴的文字'
  const tooMuch = `${shown}读取时占用的内存超过 ${limits.megabytes} MB，不像一份工作文件，已停止读取；请只保留正文文字，另存为新的 .docx 或文字版 PDF 后再试。`
  const tooSlow = `${shown}在 ${limits.seconds} 秒内没有读完，已停止读取；请只保留正文文字，另存为新的 .docx 或文字版 PDF，或拆分后再试。`
  const broken = `${shown}无法读取，可能已损坏；请重新保存为 .docx 或文字版 PDF 后再试。`
  return new Promise(done => {
    const worker = new Worker(script, {
      workerData: asked,
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: Math.round(limits.megabytes * 0.6), maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
    })
    const before = process.memoryUsage.rss()
    const end = (answer: DocumentRead) => {
      clearInterval(watch)
      clearTimeout(clock)
      done(answer)
      void worker.terminate()
    }
    const refuse = (message: string) => end({ ok: false, message })
    // Buffers lie outside the heap that the thread's own limit counts.
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > limits.megabytes * 2 ** 20) refuse(tooMuch)
    }, 50)
    const clock = setTimeout(() => refuse(tooSlow), limits.seconds * 1000)
    worker.once('message', (answer: DocumentRead) => end(answer))
    worker.once('error', error => refuse((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch : broken))
    worker.once('exit', () => refuse(broken))
  })
}
