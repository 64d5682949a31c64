using BenchmarkDotNet.Running;
using FlowLogStack.Benchmarks;

return args switch
{
    ["--quick", .. var rest] => QuickRun.Run(rest),
    ["--athena", .. var rest] => AthenaBytes.Run(rest),
    ["--files", .. var rest] => FileQueries.Run(rest),
    ["--files-alone", var source] => FileQueries.Alone(source),
    ["--peak", var path, var file, var lines] => PeakMemory.Child(path, file, lines),
    _ => BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args).Any() ? 0 : 1,
};
