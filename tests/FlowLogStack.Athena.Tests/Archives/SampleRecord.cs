using System.Globalization;

namespace FlowLogStack.Athena.Tests;

/// <summary>A record as the tests made it: what the archive's objects are written from, and what expected answers are computed from.</summary>
/// <param name="Account">The account whose folder it is delivered to.</param>
/// <param name="Region">The region whose folder it is delivered to.</param>
/// <param name="Values">What is known of it; every other field is <c>-</c>.</param>
sealed record SampleRecord(string Account, string Region, IReadOnlyDictionary<FlowField, string> Values)
{
    /// <summary>The value as text, null where the record has <c>-</c>.</summary>
    public string? Text(FlowField field) => Values.GetValueOrDefault(field);

    /// <summary>The value as a number, null where the record has <c>-</c>.</summary>
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

    /// <summary>The line of a text object.</summary>
    public string Line(FlowLogFormat format) => string.Join(' ', format.Fields.Select(field => Values.GetValueOrDefault(field, "-")));
}
