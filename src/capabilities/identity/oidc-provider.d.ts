// The little of `oidc-provider` (it ships no types) that the test of logging in uses.
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'
  export type ProviderAccount = { accountId: string; claims(): Promise<Record<string, unknown>> }
  export default class Provider {
    constructor(
      issuer: string,
      configuration: { findAccount(context: unknown, id: string): Promise<ProviderAccount> } & Record<string, unknown>,
    )
    callback(): (request: IncomingMessage, response: ServerResponse) => void
    on(event: string, listener: (...args: unknown[]) => void): void
  }
}
