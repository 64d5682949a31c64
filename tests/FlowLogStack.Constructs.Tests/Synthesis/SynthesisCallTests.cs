using System.Text.RegularExpressions;

namespace FlowLogStack.Constructs.Tests.Synthesis;

public sealed partial class SynthesisCallTests
{
    // A call takes about a millisecond of CPU time. Values that don't change are requested once, and values of ours are not requested.
    const int MostCalls = 1_400;

    [Fact]
    public void A_stack_with_all_detections_queries_and_dashboards_takes_at_most_a_bounded_number_of_calls_to_CDK()
    {
        var calls = CdkCalls.Of(() => PartitionTests.NewStack("eu-west-1").Template());
        var most = calls.GroupBy(call => call).OrderByDescending(call => call.Count()).Take(20)
            .Select(call => $"{call.Count()} × {call.Key.Call} in {call.Key.Caller}");
        Assert.True(calls.Count <= MostCalls, $"The stack takes {calls.Count} calls, and at most {MostCalls} are allowed. The most frequent:\n"
            + string.Join('\n', most));
        Assert.True(calls.Count > MostCalls / 2, $"Only {calls.Count} calls were counted. Lower the bound, or correct the count.");
    }

    [Fact]
    public void Stacks_are_requested_and_durations_created_in_one_place()
    {
        var files = Repository.Files("src/FlowLogStack.Constructs/*.cs").Where(file => !file.EndsWith("/Places.cs", StringComparison.Ordinal)
            && !file.EndsWith("/Durations.cs", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        var direct = files.SelectMany(file => File.ReadLines(Repository.PathOf(file)).Where(line => Direct().IsMatch(line))
            .Select(line => $"{file}: {line.Trim()}"));
        Assert.Empty(direct);
    }

    // Not in texts and documentation.
    [GeneratedRegex("""^(?!\s*///)[^"]*(?<![\w.])(Amazon\.CDK\.)?(Stack\.Of|Duration\.(Seconds|Minutes|Hours|Days))\(""")]
    private static partial Regex Direct();
}
