using System.Globalization;

namespace FlowLogStack.Athena.Tests;

/// <summary>A record of the tests: the source of the archive's objects and of the expected results.</summary>
/// <param name="Account">Account in its folder name.</param>
/// <param name="Region">Region in its folder name.</param>
/// <param name="Values">Known values; every other field is <c>-</c>.</param>
sealed record SampleRecord(string Account, string Region, IReadOnlyDictionary<FlowField, string> Values)
{
    /// <summary>Returns the value as text, or null for <c>-</c>.</summary>
    public string? Text(FlowField field) => Values.GetValueOrDefault(field);

    /// <summary>Returns the value as a number, or null for <c>-</c>.</summary>
    public long? Number(FlowField field) => Values.TryGetValue(field, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public long Start => Number(FlowField.Start)!.Value;

    public long End => Number(FlowField.End)!.Value;

    public DateTime Started => DateTime.UnixEpoch.AddSeconds(Start);

    public string? Source => Text(FlowField.SrcAddr);

    public string? Destination => Text(FlowField.DstAddr);

    public long? SourcePort => Number(FlowField.SrcPort);

    public long? DestinationPort => Number(FlowField.DstPort);

    public long? Protocol => Number(FlowField.Protocol);

    public long Bytes => Number(FlowField.Bytes) ?? 0;

    public string? Action => Text(FlowField.Action);

    public string? Interface => Text(FlowField.InterfaceId);

    public string? Direction => Text(FlowField.FlowDirection);

    /// <summary>Returns the line of a text object.</summary>
    public string Line(FlowLogFormat format) => string.Join(' ', format.Fields.Select(field => Values.GetValueOrDefault(field, "-")));
}
