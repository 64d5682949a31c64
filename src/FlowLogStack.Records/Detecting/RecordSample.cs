namespace FlowLogStack.Records;

/// <summary>A sample record that a detection selects or ignores.</summary>
/// <param name="Story">Description of the traffic, as a phrase.</param>
/// <param name="Format">Log format of the line.</param>
/// <param name="Line">The record.</param>
public sealed record RecordSample(string Story, FlowLogFormat Format, string Line)
{
    /// <summary>Creates the record of a web request with other values in some fields.</summary>
    /// <param name="story">Description of the traffic.</param>
    /// <param name="format">Log format of the line.</param>
    /// <param name="values">Fields and their values, in the form of records.</param>
    /// <exception cref="FlowLogFormatException">The log format lacks one of the fields.</exception>
    public static RecordSample Of(string story, FlowLogFormat format, params IReadOnlyCollection<(FlowField Field, string Value)> values)
    {
        ArgumentNullException.ThrowIfNull(format);
        format.EnsureContains($"The sample '{story}'", values.Select(value => value.Field));
        return new(story, format, string.Join(' ', format.Fields.Select(field => values.LastOrDefault(value => value.Field.Equals(field)).Value
            ?? WebRequest(field))));
    }

    static string WebRequest(FlowField field) => field.Name switch
    {
        "version" => "2",
        "account-id" => "123456789012",
        "interface-id" => "eni-0a1b2c3d4e5f60718",
        "srcaddr" or "pkt-srcaddr" => "198.51.100.7",
        "dstaddr" or "pkt-dstaddr" => "10.0.1.5",
        "srcport" => "49152",
        "dstport" => "443",
        "protocol" => "6",
        "packets" => "12",
        "bytes" => "4800",
        "start" => "1767225600",
        "end" => "1767225658",
        "action" => "ACCEPT",
        "log-status" => "OK",
        "tcp-flags" => "3",
        "type" => "IPv4",
        "region" => "eu-central-1",
        "az-id" => "euc1-az1",
        "flow-direction" => "ingress",
        "vpc-id" => "vpc-0a1b2c3d4e5f60718",
        "subnet-id" => "subnet-0a1b2c3d4e5f60718",
        "instance-id" => "i-0a1b2c3d4e5f60718",
        "encryption-status" => "1",
        _ => "-",
    };
}
