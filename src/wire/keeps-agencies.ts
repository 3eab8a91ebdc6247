// Who keeps the agencies of firms: asked by the server for every address, and by the console for what it offers.
import type { RoleId } from '#declare'

type Post = { readonly role: string; readonly line: string; readonly level: string; readonly onBehalfOf: string | null }
const roles: readonly string[] = ['handler', 'head'] satisfies readonly RoleId[]
/** The city's own office of government services: it takes what firms hand in, so it reads their letters. Not those who run the system, who
 * would then let in whom they like; and nobody in another's stead, as with everything that opens personal data. */
export const keepsAgencies = (posts: readonly Post[]): boolean =>
  posts.some(post => post.line === 'services' && post.level === 'city' && roles.includes(post.role) && post.onBehalfOf === null)
