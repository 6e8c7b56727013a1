"""The mutants: one small change of the engine each. `mutate` applies them and asks the suite.

A mutant names a file and a place, «what is changed» with enough around it to be found once, and what stands there
instead; None takes a statement out.
"""

TOKENIZER = "Lines/EventStreamTokenizer.swift"
CUT = "Lines/EventStreamTokenizer+CutLine.swift"
TOKEN = "Lines/LineToken.swift"
LINE_END = "Lines/LineEnd.swift"
DECODER = "Events/EventStreamDecoder.swift"
STEP = "Events/EventStreamDecoder+Step.swift"
BLOCK = "Events/EventStreamDecoder+Block.swift"
END = "Events/EventStreamDecoder+End.swift"
ENCODER = "Writing/EventStreamEncoder.swift"

SPACE = "if valueStart < count, «byte(unchecked: valueStart) == ASCII.space» {"
SCALAR_END = "if «byte == ASCII.lineFeed || byte == ASCII.carriageReturn» { return position }"

MUTANTS = [
    # Lines
    (TOKENIZER, "if «input.byte(unchecked: end) == ASCII.carriageReturn» {", "false", "CR LF is two terminators"),
    (TOKENIZER, "if next == input.byteCount {\n        «swallowsLineFeed = true»", None, "an LF after a cut CR is a line"),
    (TOKENIZER, "if «input.byte(unchecked: 0) == ASCII.lineFeed» { consume(&input, 1) }", "true", "any byte after a cut CR is swallowed"),
    (TOKENIZER, "«swallowsLineFeed = false»\n      if input.byte", None, "LFs after a cut CR are swallowed for ever"),
    (TOKENIZER, "guard «!swallowsLineFeed», input.byteCount > 0", "true", "the LF of CR LF is taken for a blank line"),
    (LINE_END, SCALAR_END, "byte == ASCII.lineFeed", "CR ends no line"),
    (LINE_END, SCALAR_END, "byte == ASCII.lineFeed || byte == ASCII.carriageReturn || byte == 0x0B", "a vertical tab ends a line"),
    (BLOCK, "&& «byte(unchecked: next) == ASCII.lineFeed»\n    {", "false", "CR LF is two terminators, on the fast way"),
    (BLOCK, "if «isCutCR» { tokenizer.swallowsLineFeed = true }", "false", "an LF after a cut CR is a line, on the fast way"),
    # Byte order mark
    (TOKENIZER, "if «byteOrderMarkState < 3» { passByteOrderMark(&input) }", "false", "the byte order mark is kept"),
    (TOKENIZER, "if «byteOrderMarkState == 1 || byteOrderMarkState == 2» { buffer.append(0xEF) }", "false", "the first byte of half a mark is lost"),
    (TOKENIZER, "if «byteOrderMarkState == 2» { buffer.append(0xBB) }", "false", "the second byte of half a mark is lost"),
    (TOKENIZER, "while «byteOrderMarkState < 3 && input.byteCount > 0» {", "byteOrderMarkState < 2 && input.byteCount > 0", "two bytes are taken for a mark"),
    # Fields
    (TOKEN, "while colon < count, «byte(unchecked: colon) != ASCII.colon» {", "byte(unchecked: colon) != 0x3D", "the separator is another character"),
    (TOKEN, "if «colon == 0» { return LineShape(kind: .comment", "false", "comments are fields without a name"),
    (TOKEN, SPACE, "false", "the space is kept"),
    (TOKEN, SPACE, "byte(unchecked: valueStart) <= ASCII.space", "a tab is removed like a space"),
    (TOKEN, "case 4 where «load4(unchecked: 0) == FieldName.data»", "true", "every name of four letters is data"),
    (TOKEN, "case 5 where «load4(unchecked: 0) == FieldName.even && byte(unchecked: 4) == FieldName.t»", "load4(unchecked: 0) == FieldName.even", "the last letter of event does not matter"),
    (TOKEN, "case 2 where «byte(unchecked: 0) == FieldName.i && byte(unchecked: 1) == FieldName.d»", "byte(unchecked: 0) == FieldName.i", "the last letter of id does not matter"),
    (TOKEN, "case 5 where «load4(unchecked: 0) == FieldName.retr && byte(unchecked: 4) == FieldName.y»", "load4(unchecked: 0) == FieldName.retr", "the last letter of retry does not matter"),
    (TOKEN, "static let maximumLength = «5»", "3", "names longer than three bytes are given up when they are cut"),
    (BLOCK, "let space = «bytes.byte(unchecked: position &+ 5) == ASCII.space» ? 1 : 0", "false", "the space is kept, on the fast way"),
    (BLOCK, "«byte(unchecked: start) == ASCII.space» ? start &+ 1 : start", "false", "the space is kept, where one line of data is all"),
    # Data, type, id, retry
    (STEP, "if «hasData» { data.append(ASCII.lineFeed) }", "false", "data lines are not joined by LF"),
    (STEP, "«hasData = true»\n        // Nearly", None, "a cut data line is forgotten"),
    (STEP, "«hasData = true»\n    case .event:", None, "a further data line counts for nothing"),
    (STEP, "«type.removeAll(reserve: EventStreamTokenizer.reserve)»\n      type.append", None, "types add up"),
    (STEP, "if «!token.value.containsNUL» {", "true", "an id with NUL is taken"),
    (STEP, "«pendingID.removeAll(reserve: EventStreamTokenizer.reserve)»", None, "ids of one block add up"),
    (STEP, "«hasPendingID = true»", None, "the id is not kept"),
    (STEP, "where «byte(unchecked: i) == 0» {", "i == 0 && byte(unchecked: i) == 0", "only a leading NUL makes an id bad"),
    (STEP, "guard «digit <= 9» else", "digit <= 9 || digit == 251", "retry takes a plus sign"),
    (STEP, "guard «byteCount > 0» else { return nil }\n    var value", "true", "an empty retry is zero"),
    (STEP, "value = «overflow» ? .max", "false", "too many retry digits do not saturate"),
    (STEP, "«retryOrMinusOne = milliseconds»", None, "retry is ignored"),
    (BLOCK, "if block.retry >= 0 { «retryOrMinusOne = block.retry» }", None, "retry is ignored, on the fast way"),
    (BLOCK, "if «!bytes.slice(unchecked: valueStart, end).containsNUL» {", "true", "an id with NUL is taken, on the fast way"),
    (BLOCK, "type: «block.typeEnd > block.typeStart»", "block.typeEnd > block.typeStart &+ 1", "a type of one letter is none"),
    (BLOCK, "return «!observed.contains(.comments)»", "true", "comments are not told, on the fast way"),
    # Dispatch
    (STEP, "if «hasPendingID» { committedID.set", "hasPendingID && hasData", "the id counts only with data"),
    (STEP, "committedID.set(pendingID.unboundSpan()) }\n    if «hasData» { return true }", "true", "blocks without data are events"),
    (STEP, "let type = «type.isEmpty» ?", "false", "the default type is empty"),
    (STEP, "«type.removeAll(reserve: reserve)»", None, "the type stays after its event"),
    (STEP, "«hasData = false»", None, "data stays after its event"),
    (STEP, "«hasPendingID = false»", None, "the id stays pending after its block"),
    (STEP, "«dataStart = 0»", None, "where the data begins stays after its event"),
    (BLOCK, "if «block.hasData» { return nil }", "false", "the last data line wins, on the fast way"),
    (BLOCK, "if block.idStart >= 0 { «committedID.set(bytes.slice(unchecked: block.idStart, block.idEnd))» }", None, "the id is not kept, on the fast way"),
    (BLOCK, "«block = Block(start: position)»\n        continue", None, "a block without data leaves its type behind, on the fast way"),
    (BLOCK, "      «byte(unchecked: end &+ 1) == ASCII.lineFeed»\n    else", "true", "an event ends with its first data line"),
    (DECODER, "if «!lastEventID.isEmpty» {", "false", "the last event ID of the connection before is forgotten"),
    # The end of input
    (END, "tail = «holdsPartOfEvent» ?", "false", "nothing is ever lost at the end"),
    (END, "guard «isInLine || lineCount > 0» else", "isInLine", "whole lines at the end are not dispatched"),
    (END, "RawSpan(immortal: «isInLine» ?", "false", "an unfinished line at the end is not dispatched"),
    (END, "if «hasData || !type.isEmpty || hasPendingID» { return true }", "hasData", "a lost type or id is no loss"),
    (END, "case .comment: return «false»", "true", "an unfinished comment is a loss"),
    # Limits
    (STEP, "«phase = .running»\n      clearEvent", None, "after an error nothing more comes, though asked for"),
    (STEP, "«eventSize = 0»", None, "the sizes of events add up"),
    (STEP, "«lineCount = 0»", None, "the lines of all events are counted"),
    (STEP, "case .data:\n      «eventSize &+= size»", None, "data does not count in the size"),
    (STEP, "case .event:\n      «eventSize &+= size»", None, "types do not count in the size"),
    (STEP, "case .id:\n      «eventSize &+= size»", None, "ids do not count in the size"),
    (STEP, "let budget = «lineCount < maximumLineCount» ?", "lineCount <= maximumLineCount", "one line more is allowed"),
    (STEP, "«eventOffset = error.offset»", None, "the error tells another place"),
    (BLOCK, "if «!fits(block)» { return nil }", "false", "no limits, on the fast way"),
    (CUT, "«isSkipping = true»\n      consume(&input, known &+ 1)", None, "the rest of a refused line is a line"),
    (CUT, "(«isComplete && length == allowed && length <= maximum»)", "false", "a line end does not count in the size"),
    (CUT, "if «length > maximum» { return Excess(code: .lineTooLong", "length > maximum &+ 1", "a line may have one byte more"),
    (CUT, "if «shape.kind != .retry» { allowed", "true", "retry counts in the size"),
    (CUT, "if «valueBudget < 0» { return Excess(code: .tooManyLines", "false", "lines are not counted"),
    # Writing
    (ENCODER, "if «byte == ASCII.lineFeed || byte == ASCII.carriageReturn» {\n        throw", "byte == ASCII.lineFeed", "CR is written in a type"),
    (ENCODER, "if «byte == 0», let nul", "false", "NUL is written in an id"),
    (ENCODER, "«output.append(ASCII.space)»\n    output.append(contentsOf: value.utf8)", None, "no space after the colon"),
    (ENCODER, "start = «text.behindTerminator(at: end)»", "end &+ 1", "CR LF in data is two line ends"),
    (ENCODER, "«if let id { Self.writeField(\"id\", id, into: &output) }»", None, "the id is not written"),
    (ENCODER, "«if let retry { Self.writeField(\"retry\", retry.description, into: &output) }»", None, "the reconnection time is not written"),
    (ENCODER, "Self.writeLines(data, into: &output)\n    «output.append(ASCII.lineFeed)»", None, "the blank line is not written"),
]
