/**
 * Environment of a trainer whose C library asks Linux for huge pages: the same weights with 3 to 4 % less time a
 * step, since the processor looks up fewer addresses. Other systems know nothing of it.
 */
export const withHugePages = {
  GLIBC_TUNABLES: process.env['GLIBC_TUNABLES'] ?? 'glibc.malloc.hugetlb=1',
} as const
