namespace FlowLogStack.Simulation;

/// <summary>Continuous attempts of a few external addresses on SSH at every public address, all rejected by a security group.</summary>
sealed class SshBruteForce(Stage stage) : Behaviour(stage)
{
    const int Ssh = 22;

    readonly Party[] attackers = Outsiders(stage, 3);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var attacker = Random.Of(attackers);
        recorder.Record(Knock(attacker, Party.Of(Random.Of(Stage.Exposed), !attacker.Address.IsIPv4), Route.InternetGateway, Tcp, Ssh, second, last,
            Verdict.RejectedArriving));
    }
}
