// Stands before the C library's allocator in whatever program links this target: each function counts, then
// calls the library's own under the name by which glibc keeps it reachable. Other systems are not counted.

#include "MallocCounter.h"

#if defined(__linux__)
#include <features.h>
#endif

#if defined(__GLIBC__)

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);

static atomic_uint_fast64_t allocations;
static atomic_uint_fast64_t allocated_bytes;
static atomic_int_fast64_t live_bytes;
static atomic_int_fast64_t peak_live_bytes;

// What a block takes: what can be used of it, and glibc's header.
static int_fast64_t held(void *block) {
  return (int_fast64_t)malloc_usable_size(block) + (int_fast64_t)sizeof(size_t);
}

static void *counted(void *block, size_t asked) {
  if (block == NULL) return NULL;
  atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&allocated_bytes, asked, memory_order_relaxed);
  int_fast64_t size = held(block);
  int_fast64_t live = atomic_fetch_add_explicit(&live_bytes, size, memory_order_relaxed) + size;
  int_fast64_t peak = atomic_load_explicit(&peak_live_bytes, memory_order_relaxed);
  while (live > peak &&
         !atomic_compare_exchange_weak_explicit(
             &peak_live_bytes, &peak, live, memory_order_relaxed, memory_order_relaxed)) {
  }
  return block;
}

static void released(void *block) {
  if (block == NULL) return;
  atomic_fetch_sub_explicit(&live_bytes, held(block), memory_order_relaxed);
}

void *malloc(size_t size) { return counted(__libc_malloc(size), size); }

void *calloc(size_t count, size_t size) {
  return counted(__libc_calloc(count, size), count * size);
}

void *realloc(void *block, size_t size) {
  int_fast64_t before = block == NULL ? 0 : held(block);
  void *moved = __libc_realloc(block, size);
  if (moved == NULL && size != 0) return NULL;
  atomic_fetch_sub_explicit(&live_bytes, before, memory_order_relaxed);
  return counted(moved, size);
}

void *memalign(size_t alignment, size_t size) {
  return counted(__libc_memalign(alignment, size), size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  return counted(__libc_memalign(alignment, size), size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  if (alignment == 0 || alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0) {
    return EINVAL;
  }
  void *block = counted(__libc_memalign(alignment, size), size);
  if (block == NULL) return ENOMEM;
  *result = block;
  return 0;
}

void free(void *block) {
  released(block);
  __libc_free(block);
}

bool malloc_counter_is_active(void) { return true; }

malloc_counts malloc_counter_read(void) {
  malloc_counts counts;
  counts.allocations = atomic_load_explicit(&allocations, memory_order_relaxed);
  counts.allocated_bytes = atomic_load_explicit(&allocated_bytes, memory_order_relaxed);
  counts.live_bytes = atomic_load_explicit(&live_bytes, memory_order_relaxed);
  counts.peak_live_bytes = atomic_load_explicit(&peak_live_bytes, memory_order_relaxed);
  return counts;
}

void malloc_counter_reset_peak(void) {
  atomic_store_explicit(
      &peak_live_bytes, atomic_load_explicit(&live_bytes, memory_order_relaxed),
      memory_order_relaxed);
}

#else

bool malloc_counter_is_active(void) { return false; }

malloc_counts malloc_counter_read(void) {
  malloc_counts none = {0, 0, 0, 0};
  return none;
}

void malloc_counter_reset_peak(void) {}

#endif
