/* An event-stream parser in plain C with the subject protocol around it. Bytes are kept until a line is whole;
   ill-formed UTF-8 is replaced where text is written, one U+FFFD for each maximal subpart. */

#define _POSIX_C_SOURCE 200809L /* getline */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Growing bytes. */

typedef struct {
  unsigned char *bytes;
  size_t count, capacity;
} Buffer;

static void append(Buffer *buffer, const void *bytes, size_t count) {
  if (buffer->count + count > buffer->capacity) {
    buffer->capacity = 2 * (buffer->count + count) + 64;
    buffer->bytes = realloc(buffer->bytes, buffer->capacity);
    if (!buffer->bytes) abort();
  }
  if (count) memcpy(buffer->bytes + buffer->count, bytes, count);
  buffer->count += count;
}

static void append_text(Buffer *buffer, const char *text) { append(buffer, text, strlen(text)); }

static void set(Buffer *buffer, const unsigned char *bytes, size_t count) {
  buffer->count = 0;
  append(buffer, bytes, count);
}

/* JSON strings of what may be ill-formed UTF-8. */

/* How many of the bytes make one character, or one maximal subpart of none: then `*valid` is false. */
static size_t character(const unsigned char *p, size_t count, bool *valid) {
  unsigned char first = p[0], low = 0x80, high = 0xBF;
  size_t length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  *valid = length == 1;
  if (length < 2) return 1;
  if (first == 0xE0) low = 0xA0;
  if (first == 0xED) high = 0x9F;
  if (first == 0xF0) low = 0x90;
  if (first == 0xF4) high = 0x8F;
  for (size_t i = 1; i < length; i++) {
    if (i >= count || p[i] < low || p[i] > high) return i;
    low = 0x80, high = 0xBF;
  }
  *valid = true;
  return length;
}

static void append_string(Buffer *out, const unsigned char *bytes, size_t count) {
  append_text(out, "\"");
  for (size_t i = 0; i < count;) {
    bool valid;
    size_t length = character(bytes + i, count - i, &valid);
    char escape[8];
    if (!valid) {
      append_text(out, "\xEF\xBF\xBD");
    } else if (bytes[i] < 0x20 || bytes[i] == '"' || bytes[i] == '\\') {
      snprintf(escape, sizeof escape, "\\u%04x", bytes[i]);
      append_text(out, escape);
    } else {
      append(out, bytes + i, length);
    }
    i += length;
  }
  append_text(out, "\"");
}

/* The parser. */

typedef struct {
  Buffer line, data, type, id, last_event_id;
  bool at_start, after_cr, has_data, has_retry;
  uint64_t retry;
  Buffer events, comments; /* JSON, to be told */
} Parser;

static void dispatch(Parser *parser) {
  set(&parser->last_event_id, parser->id.bytes, parser->id.count);
  if (parser->has_data) {
    Buffer *out = &parser->events;
    append_text(out, out->count ? ",{\"type\":" : "{\"type\":");
    if (parser->type.count)
      append_string(out, parser->type.bytes, parser->type.count);
    else
      append_text(out, "\"message\"");
    append_text(out, ",\"data\":");
    append_string(out, parser->data.bytes, parser->data.count - 1); /* without the last line feed */
    append_text(out, ",\"id\":");
    append_string(out, parser->id.bytes, parser->id.count);
    append_text(out, "}");
  }
  parser->has_data = false;
  parser->data.count = parser->type.count = 0;
}

static void set_retry(Parser *parser, const unsigned char *digits, size_t count) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; i++) {
    if (digits[i] < '0' || digits[i] > '9') return;
    uint64_t digit = digits[i] - '0';
    value = value > (INT64_MAX - digit) / 10 ? INT64_MAX : value * 10 + digit;
  }
  if (count) parser->has_retry = true, parser->retry = value;
}

static void end_line(Parser *parser) {
  const unsigned char *line = parser->line.bytes;
  size_t count = parser->line.count;
  if (parser->at_start && count >= 3 && !memcmp(line, "\xEF\xBB\xBF", 3)) line += 3, count -= 3;
  parser->at_start = false;
  parser->line.count = 0;
  if (!count) {
    dispatch(parser);
    return;
  }
  const unsigned char *colon = memchr(line, ':', count);
  size_t name = colon ? (size_t)(colon - line) : count;
  const unsigned char *value = colon ? colon + 1 : line + count;
  size_t length = (size_t)(line + count - value);
  if (!name) {
    append_text(&parser->comments, parser->comments.count ? "," : "");
    append_string(&parser->comments, value, length);
    return;
  }
  if (length && *value == ' ') value++, length--;
  if (name == 4 && !memcmp(line, "data", 4)) {
    parser->has_data = true;
    append(&parser->data, value, length);
    append(&parser->data, "\n", 1);
  } else if (name == 5 && !memcmp(line, "event", 5)) {
    set(&parser->type, value, length);
  } else if (name == 2 && !memcmp(line, "id", 2)) {
    if (!length || !memchr(value, 0, length)) set(&parser->id, value, length);
  } else if (name == 5 && !memcmp(line, "retry", 5)) {
    set_retry(parser, value, length);
  }
}

static void feed(Parser *parser, const unsigned char *bytes, size_t count) {
  size_t start = 0;
  for (size_t i = 0; i < count; i++) {
    bool is_line_end = bytes[i] == '\n' || bytes[i] == '\r';
    if (bytes[i] == '\n' && parser->after_cr) {
      start = i + 1;
    } else if (is_line_end) {
      append(&parser->line, bytes + start, i - start);
      end_line(parser);
      start = i + 1;
    }
    parser->after_cr = bytes[i] == '\r';
  }
  append(&parser->line, bytes + start, count - start);
}

static void reset(Parser *parser) {
  parser->line.count = parser->data.count = parser->type.count = parser->id.count = 0;
  parser->last_event_id.count = parser->events.count = parser->comments.count = 0;
  parser->at_start = true;
  parser->after_cr = parser->has_data = parser->has_retry = false;
}

/* The protocol: what is needed of the requests are a few members whose values hold no escapes. */

/* The text of the member `name`, up to its closing quote, or "". */
static const char *member(const char *line, const char *name) {
  char quoted[32];
  snprintf(quoted, sizeof quoted, "\"%s\"", name);
  const char *found = strstr(line, quoted);
  if (!found) return "\"";
  found += strlen(quoted);
  while (*found == ' ' || *found == ':') found++;
  return *found == '"' ? found + 1 : "\"";
}

static bool is(const char *text, const char *wanted) {
  return !strncmp(text, wanted, strlen(wanted)) && text[strlen(wanted)] == '"';
}

static void decode_base64(const char *text, Buffer *out) {
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  static signed char values[256];
  if (!values['B'])
    for (int i = 0; i < 64; i++) values[(unsigned char)alphabet[i]] = (signed char)i;
  uint32_t word = 0;
  int bits = 0;
  out->count = 0;
  for (; *text && *text != '"' && *text != '='; text++) {
    word = word << 6 | (uint32_t)values[(unsigned char)*text];
    if ((bits += 6) >= 8) {
      unsigned char byte = (unsigned char)(word >> (bits -= 8));
      append(out, &byte, 1);
    }
  }
}

static void answer(Parser *parser, bool at_end) {
  printf("{\"events\":[");
  fwrite(parser->events.bytes, 1, parser->events.count, stdout);
  printf("],\"comments\":[");
  fwrite(parser->comments.bytes, 1, parser->comments.count, stdout);
  printf("]");
  if (parser->has_retry) printf(",\"retry\":%llu", (unsigned long long)parser->retry);
  if (at_end) {
    Buffer id = {0};
    append_string(&id, parser->last_event_id.bytes, parser->last_event_id.count);
    printf("%s,\"lastEventID\":%.*s", parser->has_retry ? "" : ",\"retry\":null", (int)id.count, (char *)id.bytes);
    free(id.bytes);
  }
  puts("}");
  parser->events.count = parser->comments.count = 0;
}

int main(void) {
  static Parser parser;
  Buffer bytes = {0};
  char *line = NULL;
  size_t capacity = 0;
  append(&parser.line, "", 0), append(&parser.data, "", 0), append(&parser.id, "", 0);
  while (getline(&line, &capacity, stdin) >= 0) {
    const char *cmd = member(line, "cmd");
    if (is(cmd, "hello")) {
      puts("{\"name\":\"c example\",\"version\":\"1\",\"language\":\"C\",\"protocol\":1,"
           "\"capabilities\":[\"parse\",\"comments\",\"retry\"],"
           "\"profiles\":{\"eof\":\"discard\",\"id\":\"lastEventID\",\"emptyRetry\":\"ignore\"}}");
    } else if (is(cmd, "open")) {
      bool can = is(member(line, "kind"), "parse") && !is(member(line, "eof"), "dispatch") &&
                 is(member(line, "lastEventID"), "");
      reset(&parser);
      puts(can ? "{\"ok\":true}" : "{\"skipped\":\"kind parse without options only\"}");
    } else if (is(cmd, "feed")) {
      decode_base64(member(line, "bytes"), &bytes);
      feed(&parser, bytes.bytes, bytes.count);
      answer(&parser, false);
    } else if (is(cmd, "eof")) {
      answer(&parser, true);
    } else {
      puts("{\"ok\":true}");
    }
    fflush(stdout);
  }
  return 0;
}
