import SpanJSON
import Testing

/// The classes of input that public JSON test suites have: must accept, must refuse, and either. Notation:
/// that of the specification's examples.
@Suite struct SuiteClassTests {
  static let accepted = [
    "null", " true", "false\\n", "0", "-0", "-1", "1e1", "1E+2", "1e-2", "123.456e78", "-0.0e-0", "\"\"",
    "[]", "{}", "[[]]", "[{}]", "{\"a\":{}}", "[ ]", "{ }", "\\r\\n\\t []\\t", "[1 , 2]",
    "{ \"a\" : 1 , \"b\" : 2 }",
    "[\"\\\\\"\\\\\\\\\\\\/\\\\b\\\\f\\\\n\\\\r\\\\t\"]", "\"\\\\u0000\"", "\"\\\\uFFFF\\\\uffff\\\\uFdD0\"",
    "\"\\\\uD834\\\\udd1e\"", "\"\\x7F\"", "\"\\xC2\\x80\\xDF\\xBF\\xE0\\xA0\\x80\\xF4\\x8F\\xBF\\xBF\"",
    "\"\\xE2\\x80\\xA8\\xE2\\x80\\xA9\"", "{\"a\":1,\"a\":2}", "{\"\":0}", "{\"a\\\\u0000b\":1}",
    "[null,1,\"x\",[],{}]",
    "[123456789012345678901234567890]", "[1.7976931348623157e308]",
    "\"a long string without any escape at all in it\"",
    "[0.1234567890123456789012345678901234567890e-400]", "[\"\\\\\\\\a\"]", "[\"\\\\\\\\u0022\"]",
    "\"\\xEF\\xBB\\xBF\"",
  ]

  static let refused = [
    "", " ", "\\xEF\\xBB\\xBF{}", "\\xEF\\xBB\\xBF", "n", "nul", "nulll", "True", "TRUE", "[nan]", "[NaN]",
    "[Infinity]", "[-Infinity]",
    "+1", "[+1]", "-", "[-]", "01", "[-01]", "[00]", ".5", "[-.5]", "1.", "[1.]", "[1.e1]", "1e", "[1e]",
    "[1e+]", "[1E-]",
    "[1ee2]", "[1e1.5]", "[0x1]", "[0e]", "[1.2.3]", "[1+2]", "[--1]", "[1a]", "[- 1]", "\"", "\"a", "[\"a]",
    "\"a\\\\\"", "\"\\\\x41\"",
    "\"\\\\u\"", "\"\\\\u1\"", "\"\\\\u12\"", "\"\\\\u123\"", "\"\\\\u123g\"", "\"\\\\ud83d\\\\u\"",
    "\"\\\\ud83d\\\\ud\"",
    "\"\\\\ud83d\\\\x\"", "\"\\\\U0041\"", "\"\\\\'\"", "\"\\\\0\"", "\"\\\\ \"", "\"\\\\\\x80\"",
    "\"\\n\"", "\"\\t\"", "\"\\0\"", "\"\\x1F\"", "['a']", "[a]", "[", "]", "[1", "[1,", "[1,]", "[,1]",
    "[,]", "[1,,2]", "[1 2]",
    "[1]]", "[1}", "[1][2]", "[\\xFF]", "[\\x0C]", "[\\x0B1]", "[\\xC2\\xA0]", "[\\xE2\\x81\\xA0]", "[1:2]",
    "[\"a\":1]", "{", "}", "{\"a\"",
    "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{\"a\"}", "{\"a\",\"b\"}", "{\"a\" 1}",
    "{\"a\"::1}", "{\"a\":1 \"b\":2}",
    "{a:1}", "{'a':1}", "{1:1}", "{null:1}", "{\"a\":1]", "{\"a\":1}}", "{\"a\":1}#", "{\"a\":1}/**/",
    "/**/1", "[1]//x", "{}\\0",
    "1 2", "1,2", "\"a\"\"b\"", "<null>", "{\\0\"\\0a\\0", "\\xFF\\xFE[\\0]\\0", "\\0[\\0]", "[\"\\\\", "*",
    "(1)", "\\xE2\\x80\\x9Ca\\xE2\\x80\\x9D", "[True]",
    "[fals]", "[nul", "[t", "[1\\0]", "123\\0", "[\"\\x00\\xA0\"]", "\\x60a\\x60", "[1]\\x0C",
    "{\"a\":/*x*/1}", "{\"a\":1,\"b\"", "[][", "{}{", "1]",
  ]

  /// The grammar takes these, and so do we; what we make of each is in the specification: JSN-20 to JSN-27.
  static let either = [
    "[\"\\\\ud83d\"]", "[\"\\\\uDE00\"]", "[\"\\\\uDE00\\\\uD83D\"]", "[\"\\\\ud83d\\\\ud83d\\\\ude00\"]",
    "[\"\\\\ud83d\\\\u0061\"]", "[\"\\\\ud83dx\"]", "{\"\\\\uDFAA\":0}", "[\"\\xFF\"]", "[\"\\xC0\\xAF\"]",
    "[\"\\xED\\xA0\\x80\"]",
    "[\"\\xF4\\xBF\\xBF\\xBF\"]", "[\"\\xE0\\xFF\"]", "[\"\\x81\"]", "[\"\\xFC\\x83\\xBF\\xBF\\xBF\\xBF\"]",
    "[\"\\xE6\\x97\"]",
    "[1e400]", "[-1e400]", "[1e-400]", "[1e99999999999999999999]", "[0e99999999999999999999]",
    "[100000000000000000000]", "[-123123123123123123123123123123]",
  ]

  @Test(arguments: accepted) func accepts(_ text: String) throws {
    var tape = JSONTape()
    let bytes = try #require(unescaped(text))
    #expect(expectAgreement(bytes, tape: &tape))
  }

  @Test(arguments: refused) func refuses(_ text: String) throws {
    var tape = JSONTape()
    let bytes = try #require(unescaped(text))
    #expect(!expectAgreement(bytes, tape: &tape))
  }

  @Test(arguments: either) func acceptsWhatEitherMay(_ text: String) throws {
    var tape = JSONTape()
    let bytes = try #require(unescaped(text))
    #expect(expectAgreement(bytes, tape: &tape))
  }

  @Test(arguments: [1, 2, 63, 64, 65, 127, 128, 129, 1000])
  func limitsDepth(_ depth: Int) {
    var tape = JSONTape()
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"\":", "}]")] {
      let levels = open.hasPrefix("[{") ? depth / 2 : depth
      let text = Array(
        (String(repeating: open, count: levels) + "1" + String(repeating: close, count: levels)).utf8)
      for limit in [depth - 1, depth, depth + 1] {
        expectAgreement(text, tape: &tape, maximumDepth: limit)
      }
    }
  }

  @Test func refusesTooMuchDepthAtTheBracket() throws {
    let text = Array(String(repeating: "[", count: 1_000_000).utf8)
    var tape = JSONTape()
    do {
      _ = try tape.parse(text.raw, keys: readingKeys)
      Issue.record("accepted")
    } catch {
      #expect(error.code == .tooDeep)
      #expect(error.offset == 128)
      #expect(error.byte == UInt8(ascii: "["))
    }
  }
}
