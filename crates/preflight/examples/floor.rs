// floor experiments
use std::time::Instant;
use std::hint::black_box;
fn table() -> [u64;256] { let mut t=[0u64;256]; for b in 0x20..0x80usize { if b!=34 && b!=92 { t[b]=!0; } } t }
#[inline] fn run4(t:&[u64;256], b:&[u8], m:u64)->usize{ let mut n=0; let mut c=b.chunks_exact(4); for k in &mut c { if t[k[0] as usize]&t[k[1] as usize]&t[k[2] as usize]&t[k[3] as usize]&m==0 {break} n+=4 } while let Some(&x)=b.get(n) { if t[x as usize]&m==0 {break} n+=1 } n }
#[inline] fn run1(t:&[u64;256], b:&[u8], m:u64)->usize{ b.iter().position(|&x| t[x as usize]&m==0).unwrap_or(b.len()) }
#[inline] fn run8(t:&[u64;256], b:&[u8], m:u64)->usize{ let mut n=0; let mut r=b; while let Some((c,a))=r.split_first_chunk::<8>() { let mut e=0u32; for i in 0..8 { e|=((t[c[i] as usize]&m==0) as u32)<<i } if e!=0 {return n+e.trailing_zeros() as usize} n+=8; r=a } n+r.iter().take_while(|&&x| t[x as usize]&m!=0).count() }
#[inline(always)] fn run4b(t:&[u64;256], bytes:&[u8], m:u64)->usize{ let mut n=0; for k in bytes.chunks_exact(4) { let a=t[k[0] as usize]&m; let b=a&t[k[1] as usize]; let c=b&t[k[2] as usize]; let d=c&t[k[3] as usize]; if d==0 { return n+(a!=0) as usize+(b!=0) as usize+(c!=0) as usize } n+=4 } while let Some(&x)=bytes.get(n) { if t[x as usize]&m==0 {break} n+=1 } n }
#[inline(always)] fn run8b(t:&[u64;256], bytes:&[u8], m:u64)->usize{ let mut n=0; for k in bytes.chunks_exact(8) { let a=t[k[0] as usize]&m; let b=a&t[k[1] as usize]; let c=b&t[k[2] as usize]; let d=c&t[k[3] as usize]; let e=d&t[k[4] as usize]; let f=e&t[k[5] as usize]; let g=f&t[k[6] as usize]; let h=g&t[k[7] as usize];if h==0 { return n+(a!=0) as usize+(b!=0) as usize+(c!=0) as usize+(d!=0) as usize+(e!=0) as usize+(f!=0) as usize+(g!=0) as usize } n+=8 } while let Some(&x)=bytes.get(n) { if t[x as usize]&m==0 {break} n+=1 } n }
#[inline] fn swar(w:u64)->u64 { const O:u64=0x0101010101010101; const H:u64=0x8080808080808080; let q=w^(O*34); let s=w^(O*92); ((w.wrapping_sub(O*0x20)) | (q.wrapping_sub(O)) | (s.wrapping_sub(O)) | w) & H }
#[inline] fn runs(t:&[u64;256], b:&[u8], m:u64)->usize{ let mut n=0; let mut r=b; let mut acc=m; while let Some((c,a))=r.split_first_chunk::<8>() { let w=u64::from_le_bytes(*c); let e=swar(w); 
   if e!=0 { let k=(e.trailing_zeros()/8) as usize; let keep=(1u64<<(k*8)).wrapping_sub(1); let f=(c[0] as u64)*0x0101010101010101; let w=(w&keep)|(f&!keep); if k>0 { for i in 0..8 { acc&=t[(w>>(8*i)) as u8 as usize] } } return if acc&m!=0 {n+k} else {usize::MAX} }
   for i in 0..8 { acc&=t[c[i] as usize] } n+=8; r=a } n+r.iter().take_while(|&&x| t[x as usize]&m!=0).count() }
fn all(t:&[u64;256], text:&[u8], f: impl Fn(&[u64;256],&[u8],u64)->usize, m:u64)->usize { let mut i=0; let mut s=0; while i<text.len() { if text[i]==34 { let n=f(t,&text[i+1..],m); s+=n; i+=n+2; } else { i+=1 } } s }
fn main(){
 let body=std::fs::read(std::env::args().nth(1).unwrap_or("crates/preflight/benches/create_managed_thing.json".into())).unwrap(); let t=table();
 for round in 0..3 {
  macro_rules! time { ($n:expr,$e:expr)=>{ let s=Instant::now(); for _ in 0..20000 { black_box($e); } println!("{} {} ns",$n,s.elapsed().as_nanos()/20000); } }
  time!("run1",all(&t,black_box(&body),run1,black_box(2)));
  time!("run4",all(&t,black_box(&body),run4,black_box(2)));
  time!("run4b",all(&t,black_box(&body),run4b,black_box(2)));
  time!("run8b",all(&t,black_box(&body),run8b,black_box(2)));
  time!("run8",all(&t,black_box(&body),run8,black_box(2)));
  time!("runs",all(&t,black_box(&body),runs,black_box(2)));
  time!("serde",serde_json::from_slice::<serde::de::IgnoredAny>(black_box(&body)).unwrap());
  let _=round;
 }
}
