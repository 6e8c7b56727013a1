/// Tokens as language models send them: one to eight characters mostly, in several languages, with what JSON
/// must escape; a third of them made up on the spot, so that no two streams are alike.
struct Vocabulary: Sendable {
  /// A token in the three ways it is needed.
  struct Token: Sendable {
    /// Its UTF-8.
    let text: [UInt8]
    /// Within a JSON string, with only what must be escaped.
    let escaped: [UInt8]
    /// Within a JSON string, with all beyond ASCII escaped, as some servers write it.
    let asciiEscaped: [UInt8]

    init(_ text: String) {
      self.text = Array(text.utf8)
      escaped = JSONText.escaped(text, asciiOnly: false)
      asciiEscaped = JSONText.escaped(text, asciiOnly: true)
    }
  }

  /// How a stream speaks.
  enum Mixture: Sendable {
    /// Mostly English, as most streams are.
    case usual
    /// Mostly characters of several bytes.
    case multibyte
  }

  static let english = tokens(
    """
     the| of| and| to| in| is| that| it| for| as| with| was| on| are| by| this| be| from| or| have| an| they| \
    which| one| you| had| not| but| what| all| were| when| can| said| there| use| each| do| how| their| if| will| \
    up| other| about| out| many| then| them| these| so| some| her| would| make| like| into| has| look| two| more| \
    write| go| see| number| no| way| could| people| my| than| first| water| been| call| who| its| now| find| long| \
    down| day| did| get| come| made| may| part|ing|ed|ly|ness|ment|tion|er|est|able|'s|,|.|:|;|!|?| (|)|-|—| “|”
    """)
  static let languages = tokens(
    """
     der| die| das| und| nicht| für| über| größer| schön|straße| é| à| être| où| ça| l’| qu’|œuvre| café| el| la| \
    niño| mañana| corazón| при|вет| мир|ный| это| как| сло|во|ение| не| γεια| σου|λόγος|你|好|世界|的|是|我们|语言|模型|\
    数据|こん|にち|は|です|ます|カタ|カナ|漢字|안녕|하세|요|한국|어| مرحبا| العالم|كتاب| שלום| עולם|नम|स्ते| भाषा|ไทย|ภาษา| zł|ść|ğ|ı
    """)
  static let symbols = tokens("😀|👍🏽|🎉|👩‍💻|🇪🇺|✅|➜|≈|π|∑|🚀|❤️")
  static let escapes =
    [
      "\n", "\n\n", "\"", "\\n", " \"", "\":", "\t", "{\n  \"", "\"},\n", " \\", "\r\n", "\u{1}", "</",
      "`\n```\n",
    ]
    .map(Token.init)

  private static func tokens(_ list: String) -> [Token] {
    list.split(separator: "|").map { Token(String($0)) }
  }

  /// The next token of a stream.
  static func next(_ random: inout SeededGenerator, _ mixture: Mixture = .usual) -> Token {
    let draw = random.below(100)
    switch mixture {
    case .usual:
      if draw < 30 { return invented(&random) }
      if draw < 72 { return english[random.below(english.count)] }
      if draw < 90 { return languages[random.below(languages.count)] }
      if draw < 93 { return symbols[random.below(symbols.count)] }
      return escapes[random.below(escapes.count)]
    case .multibyte:
      if draw < 80 { return languages[random.below(languages.count)] }
      return symbols[random.below(symbols.count)]
    }
  }

  /// A word that nobody has said before, of one to eight letters, short ones more often.
  private static func invented(_ random: inout SeededGenerator) -> Token {
    var text = random.chance(60) ? " " : ""
    let length = 1 + min(random.below(8), random.below(8))
    for _ in 0..<length { text.unicodeScalars.append(Unicode.Scalar(UInt8(97 + random.below(26)))) }
    return Token(text)
  }
}
