import SpanJSON

/// The types of events of a response's stream: those of the published union, those that are seen on the wire
/// besides, and those that only WebSocket mode sends (`Spec/responses.md`).
public enum ResponseEventType: String, Sendable, Hashable, CaseIterable {
  // Life cycle
  case created = "response.created"
  case queued = "response.queued"
  case inProgress = "response.in_progress"
  case completed = "response.completed"
  case incomplete = "response.incomplete"
  case failed = "response.failed"
  case error = "error"
  // Items and parts
  case outputItemAdded = "response.output_item.added"
  case outputItemDone = "response.output_item.done"
  case contentPartAdded = "response.content_part.added"
  case contentPartDone = "response.content_part.done"
  case reasoningPartAdded = "response.reasoning_part.added"
  case reasoningPartDone = "response.reasoning_part.done"
  case reasoningSummaryPartAdded = "response.reasoning_summary_part.added"
  case reasoningSummaryPartDone = "response.reasoning_summary_part.done"
  // Texts
  case outputTextDelta = "response.output_text.delta"
  case outputTextDone = "response.output_text.done"
  case outputTextAnnotationAdded = "response.output_text.annotation.added"
  case refusalDelta = "response.refusal.delta"
  case refusalDone = "response.refusal.done"
  case reasoningTextDelta = "response.reasoning_text.delta"
  case reasoningTextDone = "response.reasoning_text.done"
  case reasoningSummaryTextDelta = "response.reasoning_summary_text.delta"
  case reasoningSummaryTextDone = "response.reasoning_summary_text.done"
  // Calls
  case functionCallArgumentsDelta = "response.function_call_arguments.delta"
  case functionCallArgumentsDone = "response.function_call_arguments.done"
  case customToolCallInputDelta = "response.custom_tool_call_input.delta"
  case customToolCallInputDone = "response.custom_tool_call_input.done"
  case mcpCallArgumentsDelta = "response.mcp_call_arguments.delta"
  case mcpCallArgumentsDone = "response.mcp_call_arguments.done"
  case mcpCallInProgress = "response.mcp_call.in_progress"
  case mcpCallCompleted = "response.mcp_call.completed"
  case mcpCallFailed = "response.mcp_call.failed"
  case mcpListToolsInProgress = "response.mcp_list_tools.in_progress"
  case mcpListToolsCompleted = "response.mcp_list_tools.completed"
  case mcpListToolsFailed = "response.mcp_list_tools.failed"
  case webSearchCallInProgress = "response.web_search_call.in_progress"
  case webSearchCallSearching = "response.web_search_call.searching"
  case webSearchCallCompleted = "response.web_search_call.completed"
  case fileSearchCallInProgress = "response.file_search_call.in_progress"
  case fileSearchCallSearching = "response.file_search_call.searching"
  case fileSearchCallCompleted = "response.file_search_call.completed"
  case codeInterpreterCallInProgress = "response.code_interpreter_call.in_progress"
  case codeInterpreterCallInterpreting = "response.code_interpreter_call.interpreting"
  case codeInterpreterCallCompleted = "response.code_interpreter_call.completed"
  case codeInterpreterCallCodeDelta = "response.code_interpreter_call_code.delta"
  case codeInterpreterCallCodeDone = "response.code_interpreter_call_code.done"
  case imageGenerationCallInProgress = "response.image_generation_call.in_progress"
  case imageGenerationCallGenerating = "response.image_generation_call.generating"
  case imageGenerationCallPartialImage = "response.image_generation_call.partial_image"
  case imageGenerationCallCompleted = "response.image_generation_call.completed"
  case shellCallCommandAdded = "response.shell_call_command.added"
  case shellCallCommandDelta = "response.shell_call_command.delta"
  case shellCallCommandDone = "response.shell_call_command.done"
  case shellCallOutputContentDelta = "response.shell_call_output_content.delta"
  case shellCallOutputContentDone = "response.shell_call_output_content.done"
  case applyPatchCallOperationDiffDelta = "response.apply_patch_call_operation_diff.delta"
  case applyPatchCallOperationDiffDone = "response.apply_patch_call_operation_diff.done"
  case compactionCompacting = "response.compaction.compacting"
  // Sound
  case audioDelta = "response.audio.delta"
  case audioDone = "response.audio.done"
  case audioTranscriptDelta = "response.audio.transcript.delta"
  case audioTranscriptDone = "response.audio.transcript.done"
  // Others
  case keepalive = "keepalive"
  case rateLimitsUpdated = "response.rate_limits.updated"
  case steerAccepted = "response.steer.accepted"
  case steerPending = "response.steer.pending"
  case steerFailed = "response.steer.failed"
  case injectCreated = "response.inject.created"
  case injectFailed = "response.inject.failed"
  /// Any other; it is kept as it came (RSP-13). The last one, so that the others' numbers are their places.
  case other = ""

  private static let known = Array(allCases.dropLast())
  private static let table = JSONKeyTable(known.map(\.rawValue))

  /// The type of that name; `other` if it is no known one. One look-up.
  init(name: RawSpan) {
    let id = Int(Self.table.id(of: name))
    self = id == 0 ? .other : Self.known[id &- 1]
  }

  /// A number that stands for the type; 0 for `other`.
  var number: Int { (Self.known.firstIndex(of: self) ?? -1) + 1 }

  /// The type with that number, which must be one that ``number`` has given and not 0.
  @inline(__always)
  init(number: Int) { self = Self.allCases[number &- 1] }

  /// The type of that name; `other` if it is no known one.
  public init(name: String) { self = Self(rawValue: name) ?? .other }

  /// Whether it ends the response (RSP-32).
  public var isTerminal: Bool { self == .completed || self == .incomplete || self == .failed }
}

extension ResponseEventType {
  /// What an event of a type does to the response.
  enum Role: Hashable {
    /// Brings the response, with one of these statuses.
    case lifeCycle
    case itemAdded, itemDone
    case partAdded(ResponsePartList), partDone(ResponsePartList)
    case delta(ResponseTextField), textBegun(ResponseTextField), done(ResponseTextField)
    case annotation, shellOutputDelta, shellOutputDone, partialImage
    /// Tells how far an item of that kind is.
    case progress(kind: String, status: String?)
    case audio, transcript
    /// Belongs to no item.
    case none
  }

  var role: Role {
    switch self {
    case .created, .queued, .inProgress, .completed, .incomplete, .failed: .lifeCycle
    case .outputItemAdded: .itemAdded
    case .outputItemDone: .itemDone
    case .contentPartAdded, .reasoningPartAdded: .partAdded(.content)
    case .contentPartDone, .reasoningPartDone: .partDone(.content)
    case .reasoningSummaryPartAdded: .partAdded(.summary)
    case .reasoningSummaryPartDone: .partDone(.summary)
    case .outputTextDelta: .delta(.outputText)
    case .outputTextDone: .done(.outputText)
    case .refusalDelta: .delta(.refusal)
    case .refusalDone: .done(.refusal)
    case .reasoningTextDelta: .delta(.reasoningText)
    case .reasoningTextDone: .done(.reasoningText)
    case .reasoningSummaryTextDelta: .delta(.summaryText)
    case .reasoningSummaryTextDone: .done(.summaryText)
    case .functionCallArgumentsDelta: .delta(.arguments)
    case .functionCallArgumentsDone: .done(.arguments)
    case .mcpCallArgumentsDelta: .delta(.mcpArguments)
    case .mcpCallArgumentsDone: .done(.mcpArguments)
    case .customToolCallInputDelta: .delta(.input)
    case .customToolCallInputDone: .done(.input)
    case .codeInterpreterCallCodeDelta: .delta(.code)
    case .codeInterpreterCallCodeDone: .done(.code)
    case .applyPatchCallOperationDiffDelta: .delta(.diff)
    case .applyPatchCallOperationDiffDone: .done(.diff)
    case .shellCallCommandAdded: .textBegun(.command)
    case .shellCallCommandDelta: .delta(.command)
    case .shellCallCommandDone: .done(.command)
    case .outputTextAnnotationAdded: .annotation
    case .shellCallOutputContentDelta: .shellOutputDelta
    case .shellCallOutputContentDone: .shellOutputDone
    case .imageGenerationCallPartialImage: .partialImage
    case .mcpCallInProgress: .progress(kind: "mcp_call", status: "in_progress")
    case .mcpCallCompleted: .progress(kind: "mcp_call", status: "completed")
    case .mcpCallFailed: .progress(kind: "mcp_call", status: "failed")
    case .mcpListToolsInProgress, .mcpListToolsCompleted, .mcpListToolsFailed:
      .progress(kind: "mcp_list_tools", status: nil)
    case .webSearchCallInProgress: .progress(kind: "web_search_call", status: "in_progress")
    case .webSearchCallSearching: .progress(kind: "web_search_call", status: "searching")
    case .webSearchCallCompleted: .progress(kind: "web_search_call", status: "completed")
    case .fileSearchCallInProgress: .progress(kind: "file_search_call", status: "in_progress")
    case .fileSearchCallSearching: .progress(kind: "file_search_call", status: "searching")
    case .fileSearchCallCompleted: .progress(kind: "file_search_call", status: "completed")
    case .codeInterpreterCallInProgress: .progress(kind: "code_interpreter_call", status: "in_progress")
    case .codeInterpreterCallInterpreting: .progress(kind: "code_interpreter_call", status: "interpreting")
    case .codeInterpreterCallCompleted: .progress(kind: "code_interpreter_call", status: "completed")
    case .imageGenerationCallInProgress: .progress(kind: "image_generation_call", status: "in_progress")
    case .imageGenerationCallGenerating: .progress(kind: "image_generation_call", status: "generating")
    case .imageGenerationCallCompleted: .progress(kind: "image_generation_call", status: "completed")
    case .compactionCompacting: .progress(kind: "compaction", status: nil)
    case .audioDelta: .audio
    case .audioTranscriptDelta: .transcript
    case .audioDone, .audioTranscriptDone, .error, .keepalive, .rateLimitsUpdated, .steerAccepted,
      .steerPending,
      .steerFailed, .injectCreated, .injectFailed, .other:
      .none
    }
  }
}
