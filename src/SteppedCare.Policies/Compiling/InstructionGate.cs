using System.Collections.Frozen;
using System.Reflection.Metadata;

namespace SteppedCare.Policies;

/// <summary>The gate over one method's instructions: none goes back, throws, or changes what is not its own.</summary>
internal static class InstructionGate
{
    // Where the plumbing itself sets fields: names, the state machine, cached delegates. A condition sets nothing.
    private static readonly FrozenSet<string> s_writers =
        new[] { ".ctor", ".cctor", "<Initialize>", "<Factory>", "MoveNext", "SetStateMachine" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>No way back in the code is no loop; the state machine of a script without await has none either.</summary>
    internal static void Check(MethodBodyBlock body, string name, List<string> faults, List<int> callees)
    {
        var il = body.GetILReader();
        while (il.RemainingBytes > 0)
        {
            var at = il.Offset;
            var code = (ILOpCode)il.ReadByte();
            if ((byte)code == 0xFE)
            {
                code = (ILOpCode)(0xFE00 | il.ReadByte());
            }

            if (code == ILOpCode.Switch || code.IsBranch())
            {
                if (GoesBack(ref il, code, at))
                {
                    faults.Add($"goes round a loop in {name}");
                }

                continue;
            }

            if (code is ILOpCode.Throw or ILOpCode.Rethrow or ILOpCode.Localloc or ILOpCode.Calli or ILOpCode.Cpblk or ILOpCode.Initblk or ILOpCode.Mkrefany
                or ILOpCode.Newarr or ILOpCode.Jmp or ILOpCode.Starg or ILOpCode.Starg_s)
            {
                faults.Add($"uses the instruction {code} in {name}");
            }

            if (code is ILOpCode.Stfld or ILOpCode.Stsfld && !s_writers.Contains(name))
            {
                faults.Add($"changes something in {name}");
            }

            if (code is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Ldftn or ILOpCode.Newobj or ILOpCode.Jmp)
            {
                callees.Add(il.ReadInt32());
                continue;
            }

            il.Offset += OperandSize(code);
        }
    }

    private static bool GoesBack(ref BlobReader il, ILOpCode code, int at)
    {
        if (code != ILOpCode.Switch)
        {
            var distance = code.GetBranchOperandSize() == 1 ? il.ReadSByte() : il.ReadInt32();
            return il.Offset + distance <= at;
        }

        var count = il.ReadInt32();
        var after = il.Offset + (count * 4);
        var back = false;
        for (var index = 0; index < count; index++)
        {
            back |= after + il.ReadInt32() <= at;
        }

        return back;
    }

    private static int OperandSize(ILOpCode code) => code switch
    {
        ILOpCode.Ldarg_s or ILOpCode.Ldarga_s or ILOpCode.Starg_s or ILOpCode.Ldloc_s or ILOpCode.Ldloca_s or ILOpCode.Stloc_s or ILOpCode.Ldc_i4_s or ILOpCode.Unaligned => 1,
        ILOpCode.Ldarg or ILOpCode.Ldarga or ILOpCode.Starg or ILOpCode.Ldloc or ILOpCode.Ldloca or ILOpCode.Stloc => 2,
        ILOpCode.Ldc_i8 or ILOpCode.Ldc_r8 => 8,
        ILOpCode.Ldc_i4 or ILOpCode.Ldc_r4 or ILOpCode.Calli or ILOpCode.Cpobj or ILOpCode.Ldobj
            or ILOpCode.Ldstr or ILOpCode.Castclass or ILOpCode.Isinst or ILOpCode.Unbox or ILOpCode.Ldfld or ILOpCode.Ldflda
            or ILOpCode.Stfld or ILOpCode.Ldsfld or ILOpCode.Ldsflda or ILOpCode.Stsfld or ILOpCode.Stobj or ILOpCode.Box or ILOpCode.Newarr
            or ILOpCode.Ldelema or ILOpCode.Ldelem or ILOpCode.Stelem or ILOpCode.Unbox_any or ILOpCode.Refanyval or ILOpCode.Mkrefany
            or ILOpCode.Ldtoken or ILOpCode.Ldvirtftn or ILOpCode.Initobj or ILOpCode.Constrained or ILOpCode.Sizeof => 4,
        _ => 0,
    };
}
