using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

public sealed class ServiceSideTests
{
    static readonly FlowLogFormat WithFlags = FlowLogFormat.Default.With(FlowField.TcpFlags);

    [Theory]
    [InlineData("tcp/443", 50000, 443, "ACCEPT", "0")]
    [InlineData("tcp/443", 443, 50000, "ACCEPT", "0")]
    [InlineData("tcp/443", 443, 50000, "REJECT", "0")] // an answer that a network ACL stops
    [InlineData("tcp/5432", 5432, 50000, "ACCEPT", "-")]
    [InlineData("tcp/5432", 2000, 5432, "ACCEPT", "2")] // a client of a NAT gateway, by its SYN
    [InlineData("tcp/5432", 5432, 2000, "ACCEPT", "18")]
    [InlineData("tcp/61000", 40000, 61000, "REJECT", "-")] // one of many ports that are tried
    [InlineData("tcp/61000", 61000, 40000, "ACCEPT", "19")]
    [InlineData("tcp/8080", 8080, 8081, "ACCEPT", "-")]
    [InlineData("tcp/22", 22, 22, "ACCEPT", "-")]
    [InlineData("tcp/22", 22, 80, "ACCEPT", "-")]
    public void The_service_of_a_record_is_its_well_known_side(string service, int source, int destination, string action, string flags)
    {
        var line = $"2 123456789012 eni-1 10.0.0.5 203.0.113.9 {source} {destination} 6 10 840 1767225600 1767225620 {action} OK {flags}";
        Assert.True(new FlowLogReader(WithFlags).TryRead(Encoding.UTF8.GetBytes(line), out var record, out _));
        Assert.Equal(service, TalkerKeys.ServiceOf(TalkerKeys.Of(record).Service!.Value));
    }
}
