// A short message to a mobile number. Whoever sends gives a key: the same key is one message, however often it is sent.

export type Message = { readonly to: string; readonly text: string; readonly key: string }
/** Throws Problem `unavailable` when the message could not be handed over; then it may be sent again under the same key. */
export type SmsPort = { send(message: Message): Promise<void> }
/** The sandbox: messages are kept, not sent, and can be read in a demo. */
export type SmsSandbox = SmsPort & { listTo(phone: string): Promise<{ text: string; at: Date }[]> }
