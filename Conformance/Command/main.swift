import ConformanceRunner

SSEConformance.main()
