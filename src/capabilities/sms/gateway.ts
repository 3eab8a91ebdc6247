// A real gateway: one POST for each message, with the key by which it recognises a repetition and a shared secret.
import { Problem } from '#declare'
import type { SmsPort } from './port.ts'

/** Any 2xx answer means that the gateway has taken the message over. */
export const createSmsGateway = ({ url, secret }: { readonly url: string; readonly secret: string }): SmsPort => ({
  async send(message) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': message.key, ...(secret && { authorization: `Bearer ${secret}` }) },
      body: JSON.stringify(message),
      // A number and a code go where the setting says, and nowhere it might be sent on to.
      redirect: 'error',
      signal: AbortSignal.timeout(10_000),
    }).catch((error: Error) => error)
    if (!(answer instanceof Error)) {
      await answer.body?.cancel()
      if (answer.ok) return
    }
    // The cause is for the log: an address that does not answer, a certificate that is not believed.
    const problem = new Problem('unavailable', '短信暂时发不出去，请稍后再试')
    problem.cause = answer instanceof Error ? (answer.cause ?? answer) : new Error(`answered ${answer.status}`)
    throw problem
  },
})
