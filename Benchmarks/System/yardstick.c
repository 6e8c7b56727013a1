#include "BenchmarkSystem.h"

#include <string.h>

size_t bench_count_line_feeds(const void *bytes, size_t count) {
  const char *next = bytes;
  const char *const end = next + count;
  size_t lines = 0;
  while (next < end) {
    const char *found = memchr(next, '\n', (size_t)(end - next));
    if (found == NULL) break;
    lines += 1;
    next = found + 1;
  }
  return lines;
}
