// The shape of one address the fake server answers.
// An answer gives what goes over the wire, or throws the body of a problem.
export type FakeRoute = readonly [method: string, path: RegExp, answer: FakeAnswer]
export type FakeRoutes = readonly FakeRoute[]
type FakeAnswer = (query: URLSearchParams, match: string[], body: Record<string, unknown>) => unknown
