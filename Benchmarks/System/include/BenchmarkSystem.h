#ifndef BENCHMARK_SYSTEM_H
#define BENCHMARK_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Counts the line feeds of `count` bytes with one `memchr` call a line: the limit that framing is held
/// against. Which variant of `memchr` runs, the C library chooses by processor.
size_t bench_count_line_feeds(const void *bytes, size_t count);

/// Processor time of the calling thread, in nanoseconds.
uint64_t bench_thread_nanoseconds(void);

/// A monotonic clock, in nanoseconds.
uint64_t bench_monotonic_nanoseconds(void);

/// The largest resident set that this process ever had, in bytes; 0 if the system does not say.
uint64_t bench_peak_resident_bytes(void);

/// The present resident set of this process, in bytes; 0 if the system does not say.
uint64_t bench_resident_bytes(void);

/// Opens a counter of the instructions that this thread executes in user mode, through the kernel.
/// The result is a handle, or minus the error number: virtual machines often have no counters.
int bench_instructions_open(void);

/// The count so far; 0 if it cannot be read.
uint64_t bench_instructions_read(int handle);

/// Whether this process runs under Valgrind, and was built with its headers so that it can talk to it.
bool bench_is_under_valgrind(void);

/// Whether this build can talk to Valgrind's tools.
bool bench_knows_valgrind(void);

/// Under callgrind: sets the counts to zero and begins to count.
void bench_callgrind_start(void);

/// Under callgrind: stops counting, and writes the counts under `name` into the next dump file.
void bench_callgrind_dump(const char *name);

/// The C library and its version, as "glibc 2.36".
const char *bench_c_library(void);

/// The revision of the compiler that built the C parts; it comes with the Swift toolchain.
const char *bench_compiler_revision(void);

#endif
