#ifndef MALLOC_COUNTER_H
#define MALLOC_COUNTER_H

#include <stdbool.h>
#include <stdint.h>

/// What the program has asked of the heap since it began.
typedef struct {
  /// Calls of malloc, calloc, posix_memalign and their like, and of realloc that asked for memory.
  uint64_t allocations;
  /// Bytes that these calls asked for.
  uint64_t allocated_bytes;
  /// Bytes of the blocks held now, as the allocator rounded them, with its headers.
  int64_t live_bytes;
  /// The largest value of `live_bytes` since `malloc_counter_reset_peak`.
  int64_t peak_live_bytes;
} malloc_counts;

/// Whether the heap is counted: on glibc, in programs that link this target.
bool malloc_counter_is_active(void);

malloc_counts malloc_counter_read(void);

/// Lets the peak begin anew at what is held now.
void malloc_counter_reset_peak(void);

#endif
