// Erlang's delay formula: how likely it is to wait, and how long, with c people, Poisson arrivals and exponential service (M/M/c).
// A. K. Erlang (1917); see e.g. L. Kleinrock, Queueing Systems I (1975), section 3.5.

/** The probability of waiting; `load` = arrival rate × mean service time, below `servers`. By the recursion of Erlang's B formula. */
export function erlangC(servers: number, load: number): number {
  if (!(load >= 0 && load < servers)) throw new RangeError('The load must be below the number of servers')
  let blocked = 1
  for (let n = 1; n <= servers; n += 1) blocked = (load * blocked) / (n + load * blocked)
  return (servers * blocked) / (servers - load * (1 - blocked))
}

/** The mean time in the queue, in the unit of the service time. */
export const meanWait = (servers: number, load: number, service: number): number => (erlangC(servers, load) * service) / (servers - load)
