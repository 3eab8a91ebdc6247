import { expect, test } from 'vitest'
import { networkOf } from './network.ts'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['[2001:db8:1:2::1]:443', '2001:db8:1:2::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
  ['', ''],
])('%j is of the network %j', (address, network) => expect(networkOf(address)).toBe(network))

test('a network of IPv6 has one set of tries, however many addresses', () => {
  expect(new Set(Array.from({ length: 100 }, (_, n) => networkOf(`2001:db8:1:2:${n.toString(16)}::${n}`))).size).toBe(1)
})
