// One query client: refusals are not repeated, weak networks are; lists stay on the screen while they are read again.
import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './api.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Also asked without a network: what the device keeps answers then.
      networkMode: 'always',
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => count < 2 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500),
    },
  },
})
