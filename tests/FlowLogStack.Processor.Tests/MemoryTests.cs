using System.Text;

namespace FlowLogStack.Processor.Tests;

[Collection(Alone.Name)]
[Trait("Takes", "seconds")]
public sealed class MemoryTests
{
    [Fact]
    public async Task Two_hundred_events_leave_no_more_memory_in_use_than_twenty()
    {
        using var endpoint = new LoopbackServer(_ => LoopbackReply.Ok);
        var variables = new Dictionary<string, string> { ["SUMO_ENDPOINT"] = endpoint.Url.ToString(), ["LOG_FORMAT"] = "VPC-JSON" };
        using var aws = new LoopbackAws();
        using var clients = new LoopbackClients(aws);
        using var processor = new EventProcessor(SettingsReader.Read(name => variables.GetValueOrDefault(name)), clients, TimeProvider.System,
            new Log(TextWriter.Null, json: false, LogLevel.Error));
        var payload = Encoding.UTF8.GetBytes(Given.Subscription(Enumerable.Range(1, 2000).Select(port => Given.Line(port))));

        await ProcessAsync(20);
        var early = GC.GetTotalMemory(forceFullCollection: true);
        await ProcessAsync(180);
        var late = GC.GetTotalMemory(forceFullCollection: true);

        Assert.True(late - early < 1_000_000, $"{early:N0} bytes were in use after 20 events and {late:N0} after 200.");

        async Task ProcessAsync(int events)
        {
            for (var i = 0; i < events; i++)
            {
                await processor.HandleAsync(new Invocation($"r{i}", DateTimeOffset.UtcNow.AddMinutes(1), null, payload));

                // The test's own server remembers its requests.
                endpoint.Requests.Clear();
            }
        }
    }
}
