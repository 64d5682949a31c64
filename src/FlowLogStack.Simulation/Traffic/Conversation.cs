namespace FlowLogStack.Simulation;

/// <summary>The packets that two parties exchange, before they are recorded.</summary>
struct Conversation
{
    public Party Client;
    public Party Server;
    public Route Route;
    public Verdict Verdict;
    public Encryption Encryption;
    public byte Protocol;
    public bool IsReset;
    public int ClientPort;
    public int ServerPort;

    /// <summary>Seconds since the plan's start.</summary>
    public int Start;

    public int Seconds;
    public long RequestPackets;
    public long RequestBytes;

    /// <summary>0 without answers.</summary>
    public long AnswerPackets;

    public long AnswerBytes;
}
