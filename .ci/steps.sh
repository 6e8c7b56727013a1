# The steps of .ci/run, one function each. $root is the checkout, $work an empty folder that goes away.

fail() {
  echo "$*" >&2
  exit 1
}

# The release build of everything, tests and all, with warnings as errors. What the README's commands build is
# beside it, as they build it.
checked=(-c release --scratch-path .build/checked)

step_toolchain() {
  command -v swift >/dev/null || fail "no swift on the path: https://www.swift.org/install"
  swift --version
  swift --version 2>&1 | grep -Eq 'Swift version (6\.[3-9]|6\.[1-9][0-9]|[7-9])' || fail "Swift 6.3 or later is needed"
}

step_format() {
  swift format lint --strict --parallel -r Package.swift Sources Tests Conformance .ci \
    $([ -d Benchmarks ] && echo Benchmarks)
}

# The libraries import the standard library and each other, downwards, and nothing else.
step_imports() {
  local bad
  bad=$(
    allowed ServerSentEvents
    allowed SpanJSON
    allowed OpenAIStreams ServerSentEvents SpanJSON
  )
  [ -z "$bad" ] || fail "imports that are not allowed:"$'\n'"$bad"
}

allowed() {
  local module=$1 names
  shift
  names=$(IFS='|'; echo "$*")
  grep -rnE '^[[:space:]]*(@[A-Za-z_()]+[[:space:]]+)*((public|package|internal|private|fileprivate)[[:space:]]+)?import\b|canImport' \
    "Sources/$module" --include='*.swift' | grep -vE "import ($names)\$" || true
}

# The two modules that must run without runtime and Unicode tables do: each compiled by itself, and a program that
# imports it, as its users have them.
step_embedded() {
  local module flags=(-enable-experimental-feature Embedded -enable-experimental-feature Lifetimes
    -strict-memory-safety -wmo -parse-as-library -package-name embedded -swift-version 6 -O -warnings-as-errors
    -Xfrontend -function-sections)
  for module in ServerSentEvents SpanJSON; do
    find "Sources/$module" -name '*.swift' -print0 | xargs -0 \
      swiftc "${flags[@]}" -module-name "$module" -emit-module -emit-module-path "$work/$module.swiftmodule" \
      -c -o "$work/$module.o"
    swiftc "${flags[@]}" -module-name Program -I "$work" ".ci/embedded/$module.swift" "$work/$module.o" \
      -Xlinker --gc-sections -o "$work/$module"
    "$work/$module" >"$work/$module.out"
    diff -u ".ci/embedded/$module.expected" "$work/$module.out" || fail "$module: not what it should print"
    ! ldd "$work/$module" | grep -i swift || fail "$module: needs the Swift runtime"
    echo "$module: $(wc -c <"$work/$module") bytes, prints what it should"
  done
}

# The commands that the README tells people to run, as they stand there.
step_readme_commands() {
  local command commands
  commands=$(readme_commands | grep -v '^swift test')
  [ -n "$commands" ] || fail "no commands in README.md"
  while read -r command; do
    run_readme_command "$command"
  done <<<"$commands"
}

step_test() {
  local command
  command=$(readme_commands | grep '^swift test') || fail "no test command in README.md"
  [ "$(wc -l <<<"$command")" -eq 1 ] || fail "README.md names several test commands"
  run_readme_command "$command"
}

step_build() {
  swift build "${checked[@]}" --build-tests -Xswiftc -enable-testing -Xswiftc -warnings-as-errors
}

# Runs tests of that build; fails if the filter finds none.
run_checked_tests() {
  swift test "${checked[@]}" --skip-build --filter "$1" 2>&1 | grep -vE '^(◇|↳)' | tee "$work/tests.log"
  grep -Eq 'Test run with [1-9][0-9]* tests? .*passed' "$work/tests.log" || fail "no tests of $1 were run"
}

step_exhaustive() {
  step_build
  run_checked_tests Exhaustive
}

# A gigabyte goes through the tool, and it never holds more than a small part of that.
step_tool() {
  local tool recording copies events file
  step_build
  run_checked_tests SSEToolTests
  swift build -c release --product sse
  tool=$(swift build -c release --show-bin-path)/sse
  recording=Conformance/Streams/chat/litellm-multilingual.sse
  events=$("$tool" events "$recording" | wc -l)
  file=$work/gigabyte.sse
  cp "$recording" "$file"
  copies=1
  while [ "$copies" -lt 1024 ]; do
    cat "$file" "$file" >"$file.twice"
    mv "$file.twice" "$file"
    copies=$((copies * 2))
  done
  mv "$file" "$file.part"
  copies=0
  while [ "$copies" -eq 0 ] || [ "$(wc -c <"$file")" -lt 1000000000 ]; do
    cat "$file.part" >>"$file"
    copies=$((copies + 1024))
  done
  # The address space is limited: a tool that kept what it reads would not come to the end.
  [ "$( (ulimit -v 400000; "$tool" events "$file") | wc -l)" -eq $((copies * events)) ] ||
    fail "not all events of $(wc -c <"$file") bytes came out within 400 MB of address space"
  # A reader that goes away ends the tool quietly, with the status that a shell gives to any filter then.
  set +o pipefail
  "$tool" events "$file" 2>"$work/closed.err" | head -n 1 >"$work/first"
  [ "${PIPESTATUS[0]}" -eq 141 ] || fail "a closed pipe does not end the tool with status 141"
  set -o pipefail
  [ -s "$work/first" ] && [ ! -s "$work/closed.err" ] || fail "a closed pipe does not end the tool quietly"
  echo "$(wc -c <"$file") bytes, $((copies * events)) events, within 400 MB of address space"
}

# Programs that use the libraries as a package: the README's examples, and one that must link no Foundation.
step_clients() {
  local program
  write_client_package "$work/client"
  (cd "$work/client" && swift build)
  "$work/client/.build/debug/ReadmeExamples" Conformance/Streams >"$work/examples.out"
  diff -u .ci/clients/ReadmeExamples.expected "$work/examples.out" || fail "the README's examples print something else"
  echo "the README's examples print what they should"
  program=$work/client/.build/debug/NoFoundation
  "$program"
  if ldd "$program" | grep -iE 'foundation|icu|curl|xml'; then fail "a program that uses the libraries links Foundation"; fi
  echo "no Foundation is linked"
}

# Our engine, and the tool as a parser of its own, through all cases; every clause that binds has one. The tool's
# exit status tells of broken streams, of which there are many here.
step_conformance() {
  local programs
  swift build -c release
  programs=$(swift build -c release --show-bin-path)
  "$programs/sse-conformance" run --quiet --html "$work/report"
  [ -s "$work/report/index.html" ] || fail "no report"
  "$programs/sse-conformance" run --quiet --one-shot --capability comments --capability retry \
    --subject "$programs/sse events --comments --retry || true"
  "$programs/sse-conformance" coverage --check
  if command -v python3 >/dev/null; then
    Conformance/Cases/from-spec --check
  else
    echo "no python3: whether typed and lint cases are as in Spec is not checked"
  fi
}

# Against the baselines of the project; a machine on which all is faster is no failure. Valgrind counts instructions
# where the kernel does not: it is fetched where that can be done, and the gate says so if it counts none.
step_benchmarks() {
  local status=0
  if ! command -v valgrind >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
    { apt-get update -q && apt-get install -qy --no-install-recommends valgrind; } >/dev/null || true
  fi
  compgen -G 'Benchmarks/Baselines/*.json' >/dev/null || fail "no baseline in Benchmarks/Baselines"
  swift build -c release --product sse-benchmark
  swift run -c release --skip-build sse-benchmark gate || status=$?
  case $status in
    0) ;;
    4) echo "better than the baseline, which may be recorded anew" ;;
    *) fail "worse than the baseline, or not measured: exit status $status" ;;
  esac
}
