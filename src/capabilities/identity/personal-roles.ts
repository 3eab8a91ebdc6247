import type { RoleId } from '#declare'

/** Offices bound to the person, for the sake of separate duties: whoever stands in does not get them. */
export const personalRoles: readonly RoleId[] = ['administrator', 'auditor']
