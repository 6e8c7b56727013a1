#define _GNU_SOURCE
#include "BenchmarkSystem.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#if defined(__linux__)
#include <linux/perf_event.h>
#include <sys/syscall.h>
#endif
#if defined(__GLIBC__)
#include <gnu/libc-version.h>
#include <stdio.h>
#endif
#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#define KNOWS_VALGRIND 1
#endif

int bench_instructions_open(void) {
#if defined(__linux__)
  struct perf_event_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.size = sizeof attributes;
  attributes.type = PERF_TYPE_HARDWARE;
  attributes.config = PERF_COUNT_HW_INSTRUCTIONS;
  attributes.exclude_kernel = 1;
  attributes.exclude_hv = 1;
  long handle = syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0);
  return handle >= 0 ? (int)handle : -errno;
#else
  return -ENOSYS;
#endif
}

uint64_t bench_instructions_read(int handle) {
  uint64_t count = 0;
  if (handle < 0 || read(handle, &count, sizeof count) != (ssize_t)sizeof count) return 0;
  return count;
}

bool bench_knows_valgrind(void) {
#if defined(KNOWS_VALGRIND)
  return true;
#else
  return false;
#endif
}

bool bench_is_under_valgrind(void) {
#if defined(KNOWS_VALGRIND)
  return RUNNING_ON_VALGRIND != 0;
#else
  return false;
#endif
}

void bench_callgrind_start(void) {
#if defined(KNOWS_VALGRIND)
  CALLGRIND_START_INSTRUMENTATION;
  CALLGRIND_ZERO_STATS;
#endif
}

void bench_callgrind_dump(const char *name) {
#if defined(KNOWS_VALGRIND)
  CALLGRIND_DUMP_STATS_AT(name);
  CALLGRIND_STOP_INSTRUMENTATION;
#else
  (void)name;
#endif
}

const char *bench_c_library(void) {
#if defined(__GLIBC__)
  static char text[64];
  snprintf(text, sizeof text, "glibc %s", gnu_get_libc_version());
  return text;
#elif defined(__APPLE__)
  return "libSystem";
#elif defined(__linux__)
  return "musl";
#else
  return "unknown";
#endif
}

const char *bench_compiler_revision(void) { return __clang_version__; }
