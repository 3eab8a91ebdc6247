// Who may see and change what. The answer is no, yes, or a filter that is joined into every query; nothing is granted by silence.
import type { RoleId } from './roles.ts'

export type Reach<F extends string = string> =
  /** All rows. */
  | { readonly kind: 'all' }
  /** Rows whose region lies in the subtree of the region where the role is held. */
  | { readonly kind: 'region' }
  /** Rows that name, in this field (an organ or a list of organs; `organ` is the row's own), the organ where the role is held. */
  | { readonly kind: 'organ'; readonly field: F }
  /** Rows the person made. */
  | { readonly kind: 'author' }
  /** Rows that name the person in this field. */
  | { readonly kind: 'person'; readonly field: F }
  /** Rows that name, in this field, an account of the resident (or of the firm they act for). */
  | { readonly kind: 'account'; readonly field: F }

export type Power = 'read' | 'write' | 'create' | 'delete' | 'export' | 'unmask'

export type Grant<F extends string = string> = {
  /** `anyone`: everybody in office. `public`: residents and firms, who have no other grants than these. */
  readonly roles: readonly RoleId[] | 'anyone' | 'public'
  readonly reach: Reach<F>
  readonly powers: readonly Power[]
}

type To = readonly Power[]
/** Holders of these roles, over the region subtree where they hold them: `inRegion(['supervisor'], ['read','write'])`. */
export const inRegion = (roles: readonly RoleId[], powers: To = ['read']): Grant<never> => ({ roles, reach: { kind: 'region' }, powers })
/** Holders of these roles, over rows that name their organ in `field`. */
export const inOrgan = <const F extends string>(field: F, roles: readonly RoleId[] | 'anyone', powers: To = ['read']): Grant<F> => ({
  roles,
  reach: { kind: 'organ', field },
  powers,
})
export const byAuthor = (powers: To = ['read']): Grant<never> => ({ roles: 'anyone', reach: { kind: 'author' }, powers })
export const bySelf = <const F extends string>(field: F, powers: To = ['read']): Grant<F> => ({
  roles: 'anyone',
  reach: { kind: 'person', field },
  powers,
})
/** What a resident may do with rows that name their account in `field`; `unmask` lets them read their own numbers in the clear. */
export const byPublic = <const F extends string>(field: F, powers: To = ['read']): Grant<F> => ({
  roles: 'public',
  reach: { kind: 'account', field },
  powers,
})
export const everywhere = (roles: readonly RoleId[] | 'anyone', powers: To = ['read']): Grant<never> => ({
  roles,
  reach: { kind: 'all' },
  powers,
})
