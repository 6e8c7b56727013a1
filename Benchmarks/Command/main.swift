import BenchmarkHarness
import MallocCounter

// The counter of the heap stands before the C library's allocator in this program only; nothing that users
// link holds it.
let heap = HeapProbe(
  read: {
    let counts = malloc_counter_read()
    return HeapProbe.Counts(
      allocations: Int(counts.allocations), allocatedBytes: Int(counts.allocated_bytes),
      liveBytes: Int(counts.live_bytes), peakLiveBytes: Int(counts.peak_live_bytes))
  },
  resetPeak: { malloc_counter_reset_peak() })
SSEBenchmark.main(heap: malloc_counter_is_active() ? heap : nil)
