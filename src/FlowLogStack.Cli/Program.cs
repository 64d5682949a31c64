using FlowLogStack.Cli;

using var streams = CommandStreams.OfProcess();
return FlowLogs.Run(args, streams);
