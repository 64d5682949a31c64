using System.Text;
using FlowLogStack.Records;
using FlowLogStack.Testing;

namespace FlowLogStack.Processing.Tests;

public sealed class LineBlockTests
{
    static void Add(LineBlock block, string text, long timestamp = 0, int tag = 0, Rejection rejection = default)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes.CopyTo(block.Reserve(bytes.Length));
        block.Add(bytes.Length, timestamp, tag, rejection);
    }

    [Fact]
    public void Lines_keep_their_text_time_tag_and_rejection()
    {
        var block = new LineBlock();
        Add(block, "first", 7, 1);
        Add(block, "");
        Add(block, "third", 9, 2, new Rejection(RejectionReason.BadEnvelope));

        Assert.Equal(["first", "", "third"], Enumerable.Range(0, block.Count).Select(i => Encoding.UTF8.GetString(block[i])));
        Assert.Equal([(7, 1), (0, 0), (9, 2)], Enumerable.Range(0, 3).Select(i => (block.TimestampOf(i), block.TagOf(i))));
        Assert.Equal([RejectionReason.None, RejectionReason.None, RejectionReason.BadEnvelope],
            Enumerable.Range(0, 3).Select(i => block.RejectionOf(i).Reason));
    }

    [Fact]
    public void A_block_is_full_after_2048_lines_or_192_KiB()
    {
        var block = new LineBlock();
        for (var i = 0; i < 2048; i++)
        {
            Assert.False(block.IsFull);
            Add(block, "x");
        }

        Assert.True(block.IsFull);
        block.Clear();
        Assert.False(block.IsFull);
        Add(block, new string('x', (192 * 1024) - 1));
        Assert.False(block.IsFull);
        Add(block, "x");
        Assert.True(block.IsFull);
    }

    [Fact]
    public void A_cleared_block_begins_anew()
    {
        var block = new LineBlock();
        Add(block, "first");
        block.Clear();
        Add(block, "second");

        Assert.Equal((1, "second"), (block.Count, Encoding.UTF8.GetString(block[0])));
    }

    [Fact]
    public void A_line_of_any_size_fits_and_its_memory_is_released()
    {
        var block = new LineBlock();
        Add(block, "before");
        var giant = new string('x', 3_000_000);
        Add(block, giant);
        Add(block, "after");
        Assert.Equal(["before", giant, "after"], Enumerable.Range(0, 3).Select(i => Encoding.UTF8.GetString(block[i])));

        var before = GC.GetAllocatedBytesForCurrentThread();
        block.Clear();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 250_000, 300_000);
        Assert.Equal(0, Allocations.By(block.Clear));
    }
}
