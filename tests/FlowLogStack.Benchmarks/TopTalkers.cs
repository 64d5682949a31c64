namespace FlowLogStack.Benchmarks;

/// <summary>In-memory lines through AWS's sample query for the top byte transfers, whose groups are almost as many as the records.</summary>
sealed class TopTalkers : InsightsPath
{
    internal override string Name => "insights-top-talkers";

    protected override string Query => "stats sum(bytes) as bytesTransferred by srcAddr, dstAddr | sort bytesTransferred desc | limit 15";
}
