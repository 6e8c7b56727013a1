// swift-tools-version: 6.2
import PackageDescription

/// The library targets: Swift 6 mode, lifetimes for borrowed views, and every unsafe use spelt out.
let librarySettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
]

let package = Package(
  name: "swift-event-streams",
  platforms: [.macOS(.v14), .iOS(.v17), .tvOS(.v17), .watchOS(.v10), .visionOS(.v1)],
  products: [
    .library(name: "ServerSentEvents", targets: ["ServerSentEvents"]),
    .library(name: "SpanJSON", targets: ["SpanJSON"]),
    .library(name: "OpenAIStreams", targets: ["OpenAIStreams"]),
    .library(name: "EventSourceClient", targets: ["EventSourceClient"]),
    .executable(name: "sse", targets: ["sse"]),
    .executable(name: "sse-conformance", targets: ["sse-conformance"]),
    .executable(name: "sse-benchmark", targets: ["sse-benchmark"]),
  ],
  targets: [
    .target(name: "ServerSentEvents", swiftSettings: librarySettings),
    .target(name: "SpanJSON", swiftSettings: librarySettings),
    .target(
      name: "OpenAIStreams", dependencies: ["ServerSentEvents", "SpanJSON"],
      swiftSettings: librarySettings),
    // The one library target that uses Foundation: URLSession is its transport.
    .target(name: "EventSourceClient"),
    .executableTarget(
      name: "sse", dependencies: ["ServerSentEvents", "SpanJSON", "OpenAIStreams"],
      swiftSettings: librarySettings),
    .target(
      name: "ConformanceRunner", dependencies: ["ServerSentEvents", "OpenAIStreams", "EventSourceClient"],
      path: "Conformance/Runner"),
    .executableTarget(
      name: "sse-conformance", dependencies: ["ConformanceRunner"], path: "Conformance/Command"),
    .target(name: "BenchmarkSystem", path: "Benchmarks/System"),
    .target(name: "MallocCounter", path: "Benchmarks/MallocCounter"),
    .target(
      name: "BenchmarkHarness",
      dependencies: ["ServerSentEvents", "SpanJSON", "OpenAIStreams", "BenchmarkSystem"],
      path: "Benchmarks/Harness",
      swiftSettings: [.swiftLanguageMode(.v6), .enableExperimentalFeature("Lifetimes")]),
    .executableTarget(
      name: "sse-benchmark", dependencies: ["BenchmarkHarness", "MallocCounter"],
      path: "Benchmarks/Command"),
    .target(name: "LocalServer", path: "Tests/LocalServer"),
    .testTarget(
      name: "EventSourceClientTests",
      dependencies: ["EventSourceClient", "LocalServer", "OpenAIStreams", "ServerSentEvents"]),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: librarySettings),
    .testTarget(
      name: "ServerSentEventsTests", dependencies: ["ServerSentEvents", "TestSupport"],
      swiftSettings: librarySettings),
    .testTarget(
      name: "OpenAIStreamsTests", dependencies: ["OpenAIStreams", "TestSupport"],
      exclude: ["Recordings/outcomes.tsv"],
      swiftSettings: librarySettings),
    .testTarget(
      name: "SSEToolTests", dependencies: ["sse", "TestSupport"], swiftSettings: librarySettings),
    .testTarget(name: "ConformanceTests", dependencies: ["ConformanceRunner", "LocalServer"]),
    .testTarget(
      name: "BenchmarkTests", dependencies: ["BenchmarkHarness", "TestSupport"],
      swiftSettings: [.swiftLanguageMode(.v6), .enableExperimentalFeature("Lifetimes")]),
    .testTarget(name: "SpanJSONTests", dependencies: ["SpanJSON"], swiftSettings: librarySettings),
  ]
)
