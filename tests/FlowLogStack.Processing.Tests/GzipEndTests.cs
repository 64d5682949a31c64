using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processing.Tests;

/// <summary>Whole gzip data ends well, and data that was cut short does not, however little room the reader has left.</summary>
public sealed class GzipEndTests
{
    static readonly byte[] Plain = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(1, 500).Select(port => Given.Line(port) + "\n")));

    public static TheoryData<int> Rooms => [.. Enumerable.Range(1, 48)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Whole_data_ends_well_with_any_room_left(int room) => Assert.Equal(Plain, Read(Given.Gzip(Plain), room));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Data_that_was_cut_short_is_refused_with_any_room_left(int room) =>
        Assert.Throws<UnreadableObjectException>(() => Read(Given.Gzip(Plain)[..^3], room));

    /// <summary>Reads everything, at the end into a buffer of that length.</summary>
    static byte[] Read(byte[] gzip, int room)
    {
        using var bytes = new ObjectBytes(new MemoryStream(gzip), "object");
        using var read = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var count = bytes.Read(read.Length + buffer.Length < Plain.Length ? buffer : buffer.AsSpan(0, room));
            if (count == 0)
                return read.ToArray();
            read.Write(buffer, 0, count);
        }
    }
}
