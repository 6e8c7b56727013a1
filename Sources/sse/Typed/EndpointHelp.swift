/// The endpoints, as the help lists them.
enum EndpointHelp {
  static var table: String {
    "ENDPOINT is one of:\n" + Help.table(Endpoint.all.map { ($0.name, $0.path) })
  }
}
