// A peer of the benchmarks: framing with memchr, and the text of each chunk through simdjson's On-Demand API.
// It speaks the protocol of Benchmarks/Peers/README.md.

#include <simdjson.h>
#include <time.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>

using namespace simdjson;

namespace {

uint64_t thread_nanoseconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return uint64_t(now.tv_sec) * 1000000000u + uint64_t(now.tv_nsec);
}

struct Count {
  uint64_t items = 0;
  uint64_t bytes = 0;
};

// Lines to events: what arrives cut is copied, all else is lent. On-Demand reads up to SIMDJSON_PADDING bytes
// behind a payload, so every buffer here has that much behind its end.
template <typename Consumer>
class Framer {
 public:
  explicit Framer(Consumer consumer) : consumer_(consumer) {}

  void feed(const char *piece, size_t count) {
    const char *next = piece;
    const char *const end = piece + count;
    while (next < end) {
      const char *newline = static_cast<const char *>(memchr(next, '\n', size_t(end - next)));
      if (newline == nullptr) {
        carry_.append(next, size_t(end - next));
        break;
      }
      if (carry_.empty()) {
        line(std::string_view(next, size_t(newline - next)));
      } else {
        carry_.append(next, size_t(newline - next));
        std::swap(carry_, whole_);
        carry_.clear();
        whole_.reserve(whole_.size() + SIMDJSON_PADDING);
        line(whole_);
      }
      next = newline + 1;
    }
    // An event that waits for its blank line must outlive the piece that it came in.
    keep(data_, data_copy_, has_data_);
    keep(type_, type_copy_, true);
  }

 private:
  void line(std::string_view line) {
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) {
      if (has_data_) consumer_(type_.empty() ? std::string_view("message") : type_, data_);
      has_data_ = false;
      type_ = {};
    } else if (line.compare(0, 5, "data:") == 0) {
      data_ = value(line, 5);
      has_data_ = true;
    } else if (line.compare(0, 6, "event:") == 0) {
      type_copy_.assign(value(line, 6));
      type_ = type_copy_;
    }
    if (has_data_ && data_.data() >= whole_.data() && data_.data() < whole_.data() + whole_.size()) {
      keep(data_, data_copy_, true);
    }
  }

  static std::string_view value(std::string_view line, size_t from) {
    line.remove_prefix(from);
    if (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    return line;
  }

  static void keep(std::string_view &view, std::string &copy, bool is_wanted) {
    if (!is_wanted || view.empty() || view.data() == copy.data()) return;
    copy.reserve(view.size() + SIMDJSON_PADDING);
    copy.assign(view);
    view = copy;
  }

  Consumer consumer_;
  std::string carry_, whole_, data_copy_, type_copy_;
  std::string_view data_, type_;
  bool has_data_ = false;
};

template <typename Consumer>
void frame(const std::string &stream, size_t count, size_t step, Consumer consumer) {
  Framer<Consumer> framer(consumer);
  for (size_t start = 0; start < count; start += step) {
    framer.feed(stream.data() + start, std::min(step, count - start));
  }
}

Count pass(const std::string &stream, size_t count, size_t step, const std::string &work) {
  Count result;
  if (work == "frame") {
    frame(stream, count, step, [&](std::string_view type, std::string_view data) {
      result.items += 1;
      result.bytes += type.size() + data.size();
    });
    return result;
  }
  static ondemand::parser parser;
  const bool is_chat = work == "chat-text";
  frame(stream, count, step, [&](std::string_view, std::string_view data) {
    if (data == "[DONE]") return;
    ondemand::document document;
    if (parser.iterate(data.data(), data.size(), data.size() + SIMDJSON_PADDING).get(document)) return;
    std::string_view text;
    if (is_chat) {
      ondemand::array choices;
      if (document["choices"].get_array().get(choices)) return;
      for (auto choice : choices) {
        if (!choice["delta"]["content"].get_string().get(text)) result.bytes += text.size();
        break;
      }
    } else {
      std::string_view type;
      if (document["type"].get_string().get(type)) return;
      if (type == "response.output_text.delta" && !document["delta"].get_string().get(text)) {
        result.bytes += text.size();
      }
    }
    result.items += 1;
  });
  return result;
}

}  // namespace

int main() {
  std::string stream, work, line;
  size_t count = 0, step = 16384;
  while (std::getline(std::cin, line)) {
    std::istringstream words(line);
    std::string command;
    words >> command;
    if (command == "open") {
      std::string path;
      words >> work >> step >> std::ws;
      std::getline(words, path);
      std::ifstream file(path, std::ios::binary);
      stream.assign(std::istreambuf_iterator<char>(file), {});
      count = stream.size();
      stream.append(SIMDJSON_PADDING, '\0');
      printf("{\"ok\":%s,\"version\":\"simdjson %d.%d.%d (%s)\"}\n", file.bad() ? "false" : "true",
             int(SIMDJSON_VERSION_MAJOR), int(SIMDJSON_VERSION_MINOR), int(SIMDJSON_VERSION_REVISION),
             get_active_implementation()->name().c_str());
    } else if (command == "pass") {
      uint64_t begin = thread_nanoseconds();
      Count found = pass(stream, count, step, work);
      uint64_t end = thread_nanoseconds();
      printf("{\"nanoseconds\":%llu,\"items\":%llu,\"bytes\":%llu}\n", (unsigned long long)(end - begin),
             (unsigned long long)found.items, (unsigned long long)found.bytes);
    } else {
      break;
    }
    fflush(stdout);
  }
  return 0;
}
