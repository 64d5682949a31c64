using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Measures what a trail records: the number of data events, the bytes, and the compression ratio.</summary>
sealed class CallMeter : IDisposable
{
    readonly DeliveryMeter meter = new(FlowLogFormat.Default, null);

    /// <summary>Number of calls.</summary>
    internal long Calls { get; private set; }

    /// <summary>Number of calls that are data events.</summary>
    internal long DataEvents { get; private set; }

    /// <summary>Number of bytes of all calls.</summary>
    internal long Bytes => meter.BytesTo(LogDeliveryKind.LogGroup);

    /// <summary>Time of the calls.</summary>
    internal SampleTime Time { get; } = new();

    /// <summary>Measures a call.</summary>
    /// <param name="record">Its record.</param>
    /// <param name="minute">Its minute.</param>
    internal void Take(ReadOnlySpan<byte> record, long minute)
    {
        Calls++;
        if (IsDataEvent(record))
            DataEvents++;
        meter.Take(record);
        Time.Add(minute);
    }

    /// <summary>Returns the ratio of compressed bytes to text bytes, after all calls; 1 without any.</summary>
    internal double CompressedShare() => meter.CompressedShare();

    public void Dispose() => meter.Dispose();

    static bool IsDataEvent(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record);
        while (reader.Read())
        {
            if (reader.TokenType is not JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                continue;
            var isCategory = reader.ValueTextEquals("eventCategory"u8);
            reader.Read();
            if (isCategory)
                return reader.TokenType is JsonTokenType.String && reader.ValueTextEquals("Data"u8);
            reader.Skip();
        }

        return false;
    }
}
