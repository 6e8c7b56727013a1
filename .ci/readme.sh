# What README.md promises is taken from README.md, so that the two cannot drift apart.

# The commands: the lines of its `sh` blocks. Those that need a network stand in `console` blocks.
readme_commands() {
  sed -n '/^```sh$/,/^```$/{/^```/d;p;}' README.md | sed 's/[[:space:]]*#.*//' | grep -v '^$'
}

# Runs one of them; it must succeed and print something. A floor that this machine or its load does not let the
# engine reach is shown, but is no failure: what fails for speed is in step_benchmarks, with its margins.
run_readme_command() {
  local status=0
  echo "\$ $1"
  bash -c "set -o pipefail; $1" </dev/null >"$work/command.out" 2>"$work/command.err" || status=$?
  if [[ $1 == *" floors"* && $status -eq 2 ]]; then
    echo "some floor does not hold here:"
    grep -E 'BELOW|floor' "$work/command.out"
  elif [ $status -ne 0 ]; then
    tail -n 60 "$work/command.err" "$work/command.out" >&2
    fail "README.md: this command failed with status $status: $1"
  fi
  [ -s "$work/command.out" ] || fail "README.md: this command printed nothing: $1"
  tail -n 12 "$work/command.out"
}

# Writes the Swift examples of README.md to $1/ExampleN.swift, one file for each `swift` block.
readme_examples() {
  awk -v folder="$1" '
    /^```swift$/ { inside = 1; file = folder "/Example" ++count ".swift"; next }
    /^```$/ { inside = 0; next }
    inside { print >file }
    END { exit count == 0 }' README.md || fail "README.md has no Swift examples"
}

# A package beside the project that uses it as anybody's would, with strict memory safety, warnings as errors,
# and no flag of its own.
write_client_package() {
  local folder=$1
  mkdir -p "$folder/Sources/ReadmeExamples" "$folder/Sources/NoFoundation"
  readme_examples "$folder/Sources/ReadmeExamples"
  cp .ci/clients/ReadmeExamples.swift "$folder/Sources/ReadmeExamples/main.swift"
  cp .ci/clients/NoFoundation.swift "$folder/Sources/NoFoundation/main.swift"
  cat >"$folder/Package.swift" <<END
// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .strictMemorySafety(), .treatAllWarnings(as: .error)]
let libraries: [Target.Dependency] = ["ServerSentEvents", "SpanJSON", "OpenAIStreams"].map {
  .product(name: \$0, package: "$(basename "$root")")
}

let package = Package(
  name: "client",
  platforms: [.macOS(.v14)],
  dependencies: [.package(path: "$root")],
  targets: [
    .executableTarget(name: "ReadmeExamples", dependencies: libraries, swiftSettings: settings),
    .executableTarget(name: "NoFoundation", dependencies: libraries, swiftSettings: settings),
  ]
)
END
}
