// Which names a CEL text may use without quotes, and what the platform itself adds to the language.

/** Names of the person and day that ask, as they stand in CEL. */
export const contextNames = { today: 'today', now: 'now', me: 'me', 'my-organs': 'myOrgans', 'my-regions': 'myRegions' } as const
export type ContextName = keyof typeof contextNames

/** CEL's reserved words, names the library has taken, and ours. A field of such a name is written `row["name"]`. */
const taken = new Set(
  `as break const continue else false for function if import in let loop namespace null package prototype return true var void while __proto__
   bool bytes cel double duration dyn google has int list map matches null_type optional size string timestamp type uint
   row involved parameter today now me myOrgans myRegions`.split(/\s+/),
)

export const isPlainName = (field: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(field) && !taken.has(field)
/** How a field is written: `area`, or `row["package"]`. */
export const celName = (field: string): string => (isPlainName(field) ? field : `row[${quoted(field)}]`)

/** A CEL string literal; Chinese stays readable. */
export function quoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
  const body = text.replace(
    /[\\"\p{Cc}\u2028\u2029]/gu,
    found => escapes[found] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `"${body}"`
}
