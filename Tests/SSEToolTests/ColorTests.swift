import Foundation
import Testing

#if os(Linux)
/// Colour on standard error: where it is a terminal, and nobody objects.
@Suite(.serialized) struct ColorTests {
  static let escape: UInt8 = 0x1B

  @Test func onATerminal() throws {
    let text = try errors(environment: ["NO_COLOR": ""])
    #expect(text.contains("\u{1B}[31merror\u{1B}[0m: not an event stream: <html>"), "\(text)")
  }

  @Test func onATerminalOfSomebodyWhoObjects() throws {
    let text = try errors(environment: ["NO_COLOR": "1"])
    #expect(text.contains("error: not an event stream: <html>"), "\(text)")
    #expect(!text.utf8.contains(Self.escape))
  }

  /// What the tool writes to a terminal that is its standard error.
  private func errors(environment: [String: String]) throws -> String {
    let (master, slave) = try pseudoterminal()
    let tool = try RunningTool(["events"], errors: slave, environment: environment)
    tool.feed("<html>".utf8, andClose: true)
    #expect(tool.wait().status == 4)
    // What has been written waits in the terminal; both ends are open, so there is no end to be read.
    return String(decoding: master.availableData, as: UTF8.self)
  }

  private func pseudoterminal() throws -> (master: FileHandle, slave: FileHandle) {
    let master = try #require(FileHandle(forUpdatingAtPath: "/dev/ptmx"))
    // TIOCSPTLCK and TIOCGPTN, macros that Swift does not see.
    let unlock: UInt = 0x4004_5431
    let tellNumber: UInt = 0x8004_5430
    var lock: CInt = 0
    var number: CUnsignedInt = 0
    let isUnlocked = unsafe ioctl(master.fileDescriptor, unlock, &lock) == 0
    let isNumbered = unsafe ioctl(master.fileDescriptor, tellNumber, &number) == 0
    try #require(isUnlocked && isNumbered)
    return (master, try #require(FileHandle(forUpdatingAtPath: "/dev/pts/\(number)")))
  }
}
#endif
